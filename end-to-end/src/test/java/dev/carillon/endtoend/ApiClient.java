package dev.carillon.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;

/** A REST client of api-service, as a customer would write it. */
final class ApiClient {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String address;
    private final String key;

    ApiClient(String address) {
        this(address, Suite.API_KEY);
    }

    /** One with another key. */
    ApiClient(String address, String key) {
        this.address = address;
        this.key = key;
    }

    /** An answer: its status and JSON body. */
    record Answer(int status, JsonNode body) {}

    CompletableFuture<Answer> post(String path, Map<String, ?> body, Map<String, String> headers) {
        HttpRequest.Builder request = request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json(body)));
        headers.forEach(request::header);
        return http.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString())
                .thenApply(ApiClient::answer);
    }

    Answer post(String path, Map<String, ?> body) {
        return post(path, body, Map.of()).join();
    }

    Answer patch(String path, Map<String, ?> body) {
        HttpRequest request = request(path)
                .header("Content-Type", "application/json")
                .method("PATCH", HttpRequest.BodyPublishers.ofString(json(body)))
                .build();
        return http.sendAsync(request, HttpResponse.BodyHandlers.ofString())
                .thenApply(ApiClient::answer)
                .join();
    }

    Answer get(String path) {
        return http.sendAsync(request(path).GET().build(), HttpResponse.BodyHandlers.ofString())
                .thenApply(ApiClient::answer)
                .join();
    }

    /** The lines of a stream of events, from its beginning or after an event, until the service ends it. */
    Stream<String> events(String job, String lastEventId) {
        HttpRequest.Builder request = request("/v1/jobs/" + job + "/events").GET();
        if (!lastEventId.isEmpty()) {
            request.header("Last-Event-ID", lastEventId);
        }
        return http.sendAsync(request.build(), HttpResponse.BodyHandlers.ofLines())
                .join()
                .body();
    }

    /** Answers the status. */
    int delete(String path) {
        return http.sendAsync(request(path).DELETE().build(), HttpResponse.BodyHandlers.discarding())
                .thenApply(HttpResponse::statusCode)
                .join();
    }

    /** Submits a mail. Answers the job's id. */
    String email(String to, String subject) {
        return accepted(post("/v1/emails", Map.of("to", List.of(to), "subject", subject, "text", "Hello")));
    }

    /** Submits a webhook. Answers the job's id. */
    String webhook(String url) {
        return accepted(post("/v1/notifications", webhookTo(url)));
    }

    static Map<String, Object> webhookTo(String url) {
        Map<String, Object> body = new HashMap<>();
        body.put("channel", "webhook");
        body.put("to", url);
        body.put("title", "Ding");
        body.put("body", "Dong");
        return body;
    }

    static String accepted(Answer answer) {
        if (answer.status() != 202) {
            throw new AssertionError("Not accepted: " + answer);
        }
        return answer.body().get("id").asText();
    }

    JsonNode job(String id) {
        return get("/v1/jobs/" + id).body();
    }

    List<JsonNode> attempts(String id) {
        return StreamSupport.stream(
                        get("/v1/jobs/" + id + "/attempts").body().get("data").spliterator(), false)
                .toList();
    }

    /** The job once it is in {@code state}. */
    JsonNode await(String id, String state) {
        return Awaitility.await("job " + id + " is " + state)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .ignoreExceptions()
                .until(() -> job(id), job -> job.path("state").asText().equals(state));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(address + path))
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", "Bearer " + key);
    }

    private static Answer answer(HttpResponse<String> response) {
        try {
            Ledger.keepThoseOf(response);
            return new Answer(response.statusCode(), JSON.readTree(response.body()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String json(Map<String, ?> body) {
        try {
            String json = JSON.writeValueAsString(body);
            Ledger.keepThoseOf(json);
            return json;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
