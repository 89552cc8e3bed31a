package dev.carillon.common.lane;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Why a job was put off is read back from the sentence that people see. */
class PutOffReasonTest {

    @Test
    void whatWasWrittenIsReadBack() {
        assertEquals(PutOffReason.PAUSED, PutOffReason.of(PutOffReason.paused("https://example.com:443", "HTTP 429")));
        assertEquals(PutOffReason.FULL, PutOffReason.of(PutOffReason.full("channel email", 4)));
    }

    @Test
    void aReceiverCannotGiveAnotherReasonByWhatItSays() {
        String said = PutOffReason.full("x", 4).substring("Not sent: ".length());

        assertEquals(PutOffReason.PAUSED, PutOffReason.of(PutOffReason.paused("https://example.com:443", said)));
        assertEquals(
                PutOffReason.FULL,
                PutOffReason.of(PutOffReason.full("x", 4)
                        + PutOffReason.paused("x", "y").substring(9)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Not sent: every connection to the mail server was in use", "x is paused. HTTP 429"})
    void anythingElseIsNone(String sentence) {
        assertNull(PutOffReason.of(sentence));
    }
}
