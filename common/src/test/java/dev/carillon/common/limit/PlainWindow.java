package dev.carillon.common.limit;

import java.util.ArrayList;
import java.util.List;

/** A window as plain as can be: remembers everything and adds it up each time. */
final class PlainWindow {

    final List<Taken> taken = new ArrayList<>();
    private final long limit;
    private final long resolution;

    PlainWindow(long limit, long resolution) {
        this.limit = limit;
        this.resolution = resolution;
    }

    long used(long now) {
        return taken.stream()
                .filter(each -> Math.ceilDiv(each.moment(), resolution) * resolution + Step.WINDOW > now)
                .mapToLong(Taken::cost)
                .sum();
    }

    boolean fits(long cost, long now) {
        return used(now) + cost <= limit;
    }

    boolean ask(long cost, long now) {
        boolean allowed = fits(cost, now);
        if (allowed) {
            taken.add(new Taken(now, cost));
        }
        return allowed;
    }
}
