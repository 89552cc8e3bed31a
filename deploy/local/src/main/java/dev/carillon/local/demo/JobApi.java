package dev.carillon.local.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;

/** The few calls of the HTTP interface that the demonstration makes, as any customer would make them. */
public final class JobApi {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build();
    private final String address;
    private final String key;

    /**
     * Calls the API at {@code address}.
     *
     * @param key an API key
     */
    public JobApi(String address, String key) {
        this.address = address;
        this.key = key;
    }

    /** Submits a job; returns it as accepted. */
    public Job submit(String path, Map<String, ?> body) throws IOException {
        try {
            return Job.from(call(request(path)
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)))));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("The body is not JSON", e);
        }
    }

    /** The job as it is now. */
    public Job job(String id) throws IOException {
        return Job.from(call(request("/v1/jobs/" + id).GET()));
    }

    /** The secret that the organization's webhooks are signed with. */
    public String webhookSecret() throws IOException {
        return call(request("/v1/organizations/current").GET())
                .path("webhook_secret")
                .asText();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(address + path))
                .timeout(TIMEOUT)
                .header("Authorization", "Bearer " + key)
                .header("Accept", "application/json");
    }

    private JsonNode call(HttpRequest.Builder builder) throws IOException {
        var request = builder.build();
        try {
            var answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() / 100 != 2) {
                throw new IOException("%s %s was answered %d: %s"
                        .formatted(
                                request.method(),
                                request.uri().getPath(),
                                answer.statusCode(),
                                answer.body().strip()));
            }
            return JSON.readTree(answer.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while calling " + request.uri(), e);
        }
    }
}
