package dev.carillon.common.cache;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;

/** What is being fetched, one flight a key. */
final class Flights<V> {

    private final ConcurrentMap<String, Flight<V>> flights = new ConcurrentHashMap<>();

    /** The flight that fetches that key; {@code start} is given it when it is a new one. */
    Flight<V> join(String key, Consumer<Flight<V>> start) {
        Flight<V> known = flights.get(key);
        if (known != null) {
            return known;
        }
        Flight<V> flight = new Flight<>(key);
        Flight<V> earlier = flights.putIfAbsent(key, flight);
        if (earlier != null) {
            return earlier;
        }
        start.accept(flight);
        return flight;
    }

    /** A new flight, which leaves behind whichever fetched that key. */
    Flight<V> overtake(String key) {
        Flight<V> flight = new Flight<>(key);
        Flight<V> earlier = flights.put(key, flight);
        if (earlier != null) {
            earlier.leaveBehind();
        }
        return flight;
    }

    boolean isFetching(String key) {
        return flights.containsKey(key);
    }

    void end(Flight<V> flight) {
        flights.remove(flight.key(), flight);
    }

    /** The flights to that key are left behind. */
    void leaveBehind(String key) {
        Flight<V> flight = flights.remove(key);
        if (flight != null) {
            flight.leaveBehind();
        }
    }

    /** The flights to keys of that beginning are left behind. */
    void leaveBehindAll(String prefix) {
        for (String key : flights.keySet()) {
            if (key.startsWith(prefix)) {
                leaveBehind(key);
            }
        }
    }
}
