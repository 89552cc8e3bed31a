package dev.carillon.api.watch;

import dev.carillon.api.testing.TestOrganization;
import io.restassured.RestAssured;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;

/** A client of server-sent events that remembers what it was sent. */
final class EventStream implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final HttpClient client = HttpClient.newHttpClient();
    private final HttpResponse<InputStream> answer;
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private volatile boolean closed;

    private EventStream(TestOrganization organization, String job, String lastEventId)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://localhost:" + RestAssured.port + "/v1/jobs/" + job + "/events"))
                .header("Authorization", "Bearer " + organization.key().reveal())
                .header("Accept", "text/event-stream");
        if (!lastEventId.isEmpty()) {
            request.header("Last-Event-ID", lastEventId);
        }
        answer = client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        Thread.ofVirtual().start(this::read);
    }

    static EventStream open(TestOrganization organization, String job) throws IOException, InterruptedException {
        return new EventStream(organization, job, "");
    }

    static EventStream resume(TestOrganization organization, String job, String lastEventId)
            throws IOException, InterruptedException {
        return new EventStream(organization, job, lastEventId);
    }

    private void read() {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.add(line);
            }
        } catch (IOException _) {
            // Closed by this side.
        }
        closed = true;
    }

    int status() {
        return answer.statusCode();
    }

    String header(String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    List<String> lines() {
        return lines;
    }

    /** The ids so far. */
    List<String> ids() {
        return values("id:");
    }

    /** The states so far, without that of the end. */
    List<String> states() {
        return values("data:").stream()
                .map(JsonObject::new)
                .filter(data -> data.containsKey("position"))
                .map(data -> data.getString("state"))
                .toList();
    }

    private List<String> values(String field) {
        return lines.stream()
                .filter(line -> line.startsWith(field))
                .map(line -> line.substring(field.length()).strip())
                .toList();
    }

    EventStream awaitStates(String... states) {
        Awaitility.await("states are " + List.of(states))
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(10))
                .until(this::states, List.of(states)::equals);
        return this;
    }

    EventStream awaitEnd() {
        Awaitility.await("the stream ends").atMost(PATIENCE).until(() -> closed);
        return this;
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
