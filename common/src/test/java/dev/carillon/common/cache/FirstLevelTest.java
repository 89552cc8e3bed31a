package dev.carillon.common.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.lang.reflect.Field;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a native executable must know of Caffeine, which looks its classes up by name. */
class FirstLevelTest {

    @Test
    void theClassesThatCaffeinePicksAreRegistered() throws ReflectiveOperationException {
        FirstLevel<String> level = new FirstLevel<>(1_000, Duration.ZERO, System::nanoTime, () -> {});
        level.keep(
                "a",
                new Entry<>(Optional.of("1"), Set.of(), "a", 1, System.nanoTime(), System.nanoTime() + 1_000_000_000));
        Field entries = FirstLevel.class.getDeclaredField("entries");
        entries.setAccessible(true);
        Object map = ((com.github.benmanes.caffeine.cache.Cache<?, ?>) entries.get(level)).asMap();
        Field factory = null;
        for (Class<?> type = map.getClass(); factory == null; type = Objects.requireNonNull(type.getSuperclass())) {
            for (Field field : type.getDeclaredFields()) {
                if (field.getName().equals("nodeFactory")) {
                    factory = field;
                }
            }
        }
        factory.setAccessible(true);

        assertEquals(
                List.of(FirstLevel.CACHE_CLASS, FirstLevel.NODE_CLASS),
                List.of(map.getClass().getName(), factory.get(map).getClass().getName()));
        assertEquals(
                List.of(FirstLevel.CACHE_CLASS, FirstLevel.NODE_CLASS),
                List.of(FirstLevel.class
                        .getAnnotation(RegisterForReflection.class)
                        .classNames()));
    }
}
