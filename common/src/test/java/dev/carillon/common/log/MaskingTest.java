package dev.carillon.common.log;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MaskingTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "550 5.1.1 <ada.lovelace+news@mail.example.com> unknown | 550 5.1.1 <***@mail.example.com> unknown",
                "to=jürgen@bücher.example | ***@bücher.example",
                "call +49 170 1234567 now | call +*** now",
                "sms to +14155552671: sent | sms to +***: sent",
                "Authorization: Bearer ck_live1_s3cr3tS3cr3t | Authorization: Bearer ***",
                "key ck_live1_s3cr3tS3cr3t revoked | key ck_live1_*** revoked",
                "signed with whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw | signed with whsec_***",
                "Resend re_123456789abcdefghijk | Resend re_***",
                "https://hooks.slack.com/services/T0/B0/xyz failed | https://hooks.slack.com/*** failed",
                "redis://default:hunter2@cache:6379/0 | redis://***@cache:6379/0",
                "{\"password\":\"hunter2\",\"name\":\"x\"} | {\"password\":\"***\",\"name\":\"x\"}",
                "smtp_password=hunter2 ok | smtp_password=*** ok",
            })
    void hides(String text, String masked) {
        assertEquals(masked, Masking.mask(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Listening on: http://0.0.0.0:8080",
                "Job 01936b1e-7a2b-7c3d-8e4f-5a6b7c8d9e0f succeeded after 3 attempts",
                "2026-11-21T10:00:00+01:00",
                "io.vertx.core.impl.DuplicatedContext@5ad10c1a",
                "12 + 34 = 46, +5 ms",
                "Unexpected token END_OBJECT",
            })
    void leavesTheRestAlone(String text) {
        assertEquals(text, Masking.mask(text));
    }
}
