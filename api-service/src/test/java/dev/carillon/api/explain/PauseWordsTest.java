package dev.carillon.api.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.carillon.common.identity.OrganizationId;
import dev.carillon.common.job.Channel;
import dev.carillon.common.job.Priority;
import dev.carillon.common.pause.Pause;
import dev.carillon.common.pause.PauseId;
import dev.carillon.common.pause.PauseScope;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a pause holds back, in words. */
class PauseWordsTest {

    @ParameterizedTest
    @CsvSource({
        "true,  ,      ,       All sending of the organization is",
        "false, ,      ,       All sending of the whole installation is",
        "true,  EMAIL, ,       Channel email of the organization is",
        "false, ,      LOW,    Queue low of the whole installation is",
        "false, EMAIL, HIGH,   Queue high of channel email of the whole installation is"
    })
    void everyPartIsNamed(boolean own, @Nullable Channel channel, @Nullable Priority priority, String what) {
        PauseScope scope = new PauseScope(own ? new OrganizationId(UUID.randomUUID()) : null, channel, priority);
        Pause pause = new Pause(
                new PauseId(UUID.randomUUID()),
                scope,
                "Moving",
                "test",
                false,
                Instant.parse("2026-05-04T09:30:00Z"),
                null);

        assertEquals(what, PauseWords.of(pause).what());
    }
}
