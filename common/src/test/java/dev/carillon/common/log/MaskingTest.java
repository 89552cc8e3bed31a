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
                "{\"password\":\"four words with blanks\"} | {\"password\":\"***\"}",
                "{\"password\":\"with \\\" inside\",\"x\":1} | {\"password\":\"***\",\"x\":1}",
                "carillon_account=Zm9vYmFy; Path=/ | carillon_account=***; Path=/",
                "reset Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4Zm9vYmFyMTI used | reset *** used",
                "/account/reset-password#token=Zm9vYmFyYmF6cXV4Zm9vYm | /account/reset-password#token=***",
                "GET /v1/suppressions/ada.lovelace%40example.com | GET /v1/suppressions/***%40example.com",
                "GET /v1/suppressions/j%C3%BCrgen%40example.com | GET /v1/suppressions/***%40example.com",
                "to=%2B491701234567&x=1 | to=%2B***&x=1",
                "{\"phone\": \"0170 1234567\"} | {\"phone\": \"***\"}",
                "jwt eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl end | jwt eyJ*** end",
                "SG.abcdefghijklmnopqrst.ABCDEFGHIJKLMNOPQRST key | SG.*** key",
                "https://api.telegram.org/bot12345678:AAbbCC-dd_ee/sendMessage | https://api.telegram.org/bot***/sendMessage",
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
                "trace 4bf92f3577b34da6a3ce929d0e0e4736 ended",
                "dev.carillon.common.store.DeduplicatingAcceptStatement",
                "class AbstractQueuedSynchronizerConditionObjects of 43",
                "/v1/jobs/01936b1e-7a2b-7c3d-8e4f-5a6b7c8d9e0f/events",
            })
    void leavesTheRestAlone(String text) {
        assertEquals(text, Masking.mask(text));
    }
}
