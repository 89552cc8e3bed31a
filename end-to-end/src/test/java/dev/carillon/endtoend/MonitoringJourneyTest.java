package dev.carillon.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an administrator and an orchestrator see of the running suite. */
class MonitoringJourneyTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final ObjectMapper JSON = new ObjectMapper();

    private static Suite suite;
    private static HttpClient http;

    @BeforeAll
    static void start() {
        suite = Suite.running();
        http = HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
    }

    @Test
    void theOverviewIsForAdministratorsAndShowsTheWork() throws Exception {
        assertEquals(401, get("/v1/overview").statusCode(), "signed out");
        assertEquals(401, signIn("not the password").statusCode());
        assertEquals(200, signIn(Suite.PASSWORD).statusCode());
        ApiClient api = new ApiClient(suite.api.address());

        String id = api.email("watched@example.test", "Watched");
        api.await(id, "succeeded");

        JsonNode overview = Awaitility.await("the overview shows the job and its services")
                .atMost(PATIENCE)
                .until(
                        () -> JSON.readTree(get("/v1/overview").body()),
                        seen -> seen.at("/jobs/total/succeeded").asLong() > 0
                                && seen.at("/throughput/finished_per_second").asDouble() > 0
                                && alive(seen)
                                        .containsAll(List.of("api-service", "worker-service", "monitoring-service")));
        assertTrue(overview.at("/latencies").size() > 0, overview.toString());
        assertFalse(overview.at("/parts/telemetry/stale").asBoolean(true), overview.toString());
    }

    @Test
    void theDashboardLeadsVisitorsToTheSignIn() throws Exception {
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(suite.monitoring.address() + "/admin/monitoring"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());

        assertEquals(303, answer.statusCode());
        assertTrue(answer.headers().firstValue("location").orElse("").contains("sign-in"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/health",
                "/health/live",
                "/health/ready",
                "/health/started",
                "/api/health",
                "/api/health/ready",
                "/q/health",
                "/q/health/live"
            })
    void everyServiceTellsItsHealth(String path) throws Exception {
        for (Suite.Service service : List.of(suite.api, suite.worker, suite.monitoring)) {
            HttpResponse<String> answer = get(service, path);

            assertEquals(200, answer.statusCode(), service.address() + path + " " + answer.body());
            assertEquals("healthy", JSON.readTree(answer.body()).get("status").asText(), answer.body());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/metrics", "/api/metrics", "/q/metrics"})
    void everyServiceHasMetrics(String path) throws Exception {
        for (Suite.Service service : List.of(suite.api, suite.worker, suite.monitoring)) {
            HttpResponse<String> answer = get(service, path);

            assertEquals(200, answer.statusCode(), service.address() + path);
            assertTrue(answer.body().contains("jvm_memory_used_bytes"), "memory");
            assertTrue(answer.body().contains("process_uptime_seconds"), "uptime");
        }
    }

    private static List<String> alive(JsonNode overview) {
        return StreamSupport.stream(overview.get("services").spliterator(), false)
                .filter(service -> service.get("alive").asInt() > 0)
                .map(service -> service.get("service").asText())
                .toList();
    }

    private static HttpResponse<String> signIn(String password) throws IOException, InterruptedException {
        String body = JSON.writeValueAsString(java.util.Map.of("email", Suite.ADMINISTRATOR, "password", password));
        return Ledger.keepThoseOf(http.send(
                HttpRequest.newBuilder(URI.create(suite.monitoring.address() + "/v1/session"))
                        .header("Content-Type", "application/json")
                        .header("Origin", suite.monitoring.address())
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString()));
    }

    private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return get(suite.monitoring, path);
    }

    private static HttpResponse<String> get(Suite.Service service, String path)
            throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create(service.address() + path)).build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
