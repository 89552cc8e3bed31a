package dev.carillon.common.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An environment that says where PostgreSQL and Redis are, until a test gives it something else. */
final class GivenEnvironment {

    private final Map<String, String> values = new HashMap<>(Map.of(
            "DATABASE_URL", "postgresql://carillon:secret@db.example.com:5433/jobs",
            "REDIS_URL", "redis://cache.example.com:6380/2"));

    void put(String name, String value) {
        values.put(name, value);
    }

    void putAll(Map<String, String> more) {
        values.putAll(more);
    }

    void remove(String name) {
        values.remove(name);
    }

    void clear() {
        values.clear();
    }

    Set<String> names() {
        return values.keySet();
    }

    Environment translate() {
        return EnvironmentConfigSourceFactory.translate(new Environment(name -> Optional.ofNullable(values.get(name))));
    }

    /** What a property comes to; nothing may be wrong. */
    @Nullable
    String property(String name) {
        Environment environment = translate();
        assertEquals(List.of(), environment.problems());
        return environment.properties().get(name);
    }

    /** The one thing that is wrong. */
    ConfigurationProblem onlyProblem() {
        List<ConfigurationProblem> problems = translate().problems();
        assertEquals(1, problems.size(), problems::toString);
        return problems.getFirst();
    }
}
