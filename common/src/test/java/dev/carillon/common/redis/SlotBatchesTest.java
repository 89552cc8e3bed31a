package dev.carillon.common.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlotBatchesTest {

    /** The examples of Redis' own specification, and ours. */
    @ParameterizedTest
    @CsvSource({
        "carillon:jobs:{3}:high, 3",
        "carillon:events, carillon:events",
        "foo{}{bar}, foo{}{bar}",
        "foo{{bar}}zap, {bar",
        "foo{bar}{zap}, bar",
        "foo}{bar, foo}{bar",
    })
    void takesOfAKeyWhatRedisHashes(String key, String tag) {
        assertEquals(tag, SlotBatches.tag(key));
    }
}
