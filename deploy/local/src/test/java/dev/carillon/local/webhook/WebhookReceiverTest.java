package dev.carillon.local.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WebhookReceiverTest {

    /** The example of the Standard Webhooks specification's reference libraries. */
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    private static final String TIMESTAMP = "1614265330";
    private static final byte[] BODY = "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8);
    private static final String RIGHT = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

    @TempDir
    Path directory;

    @Test
    void knowsARightSignatureFromAWrongOneAndAnOldOne() {
        var signature = new WebhookSignature(SECRET);
        var then = Instant.ofEpochSecond(Long.parseLong(TIMESTAMP));

        assertTrue(signature.matches(ID, TIMESTAMP, RIGHT, BODY, then));
        assertTrue(signature.matches(ID, TIMESTAMP, "v1a,x v1,d3Jvbmc= " + RIGHT, BODY, then.plusSeconds(299)));
        assertFalse(signature.matches(ID, TIMESTAMP, RIGHT, BODY, then.plusSeconds(301)), "old");
        assertFalse(signature.matches("other", TIMESTAMP, RIGHT, BODY, then), "another id");
        assertFalse(signature.matches(ID, TIMESTAMP, "v1,d3Jvbmc=", BODY, then), "another signature");
        assertFalse(signature.matches(ID, "soon", RIGHT, BODY, then), "no time");
    }

    @Test
    void takesEveryWebhookAndSaysWhatItThinksOfIt() throws Exception {
        var log = directory.resolve("webhooks.log");
        try (var receiver = new WebhookReceiver(0, log)) {
            assertEquals(204, post(receiver));
            receiver.trust(SECRET);
            assertEquals(204, post(receiver));

            var received = receiver.received();
            assertEquals(ReceivedWebhook.Verdict.UNCHECKED, received.getFirst().verdict());
            assertEquals(ReceivedWebhook.Verdict.WRONG, received.getLast().verdict(), "its time is long past");
            assertEquals(ID, received.getLast().id());
            assertTrue(Files.readString(log).contains("/demo " + ID + " (SIGNATURE WRONG) {\"test\""));
        }
    }

    private static int post(WebhookReceiver receiver) throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create(receiver.address() + "/demo"))
                    .header("webhook-id", ID)
                    .header("webhook-timestamp", TIMESTAMP)
                    .header("webhook-signature", RIGHT)
                    .POST(HttpRequest.BodyPublishers.ofByteArray(BODY))
                    .build();
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        }
    }
}
