package dev.carillon.monitoring.overview;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.carillon.common.job.Channel;
import dev.carillon.common.telemetry.CacheMeasure;
import dev.carillon.common.telemetry.CountMeasure;
import dev.carillon.common.telemetry.GaugeMeasure;
import dev.carillon.common.telemetry.LatencyMeasure;
import dev.carillon.common.telemetry.TelemetryStream;
import dev.carillon.monitoring.collect.PastMinutes;
import dev.carillon.monitoring.testing.FakeInstance;
import dev.carillon.monitoring.testing.Jobs;
import dev.carillon.monitoring.testing.MonitoringServers;
import dev.carillon.monitoring.testing.People;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The overview over HTTP, on servers that come and go. */
@QuarkusTest
@QuarkusTestResource(MonitoringServers.class)
class OverviewTest {

    private static final String KEYS = "caches.find { it.cache == 'test-keys' }";
    private static final Duration SOON = Duration.ofSeconds(40);

    @Inject
    People people;

    @Inject
    Jobs jobs;

    @Inject
    PastMinutes past;

    @Inject
    TelemetryStream stream;

    private String session = "";

    @BeforeEach
    void signIn() {
        MonitoringServers.redis().flush();
        jobs.clear();
        past.clear();
        session = people.session();
    }

    @Test
    void tellsOfJobsByStateAndOfTheOldest() {
        jobs.queuedSince(Duration.ofSeconds(90));
        jobs.counted(Channel.EMAIL, "succeeded", 20);
        JsonPath overview = overviewWhere(found -> found.getLong("jobs.total.succeeded") == 20);
        assertEquals(1, overview.getLong("jobs.total.queued"));
        assertEquals(20, overview.getLong("jobs.channels.find { it.channel == 'email' }.states.succeeded"));
        Duration waiting = Duration.parse(overview.getString("jobs.oldest_waiting"));
        assertTrue(waiting.toSeconds() >= 90 && waiting.toSeconds() < 130, waiting.toString());
        assertTrue(overview.getList("reasons.code").contains("queue_slow"));
    }

    @Test
    void tellsOfInstancesThroughputAndLatencies() {
        FakeInstance api = new FakeInstance("api-service", "api-1", Duration.ofMinutes(1));
        FakeInstance worker = new FakeInstance("worker-service", "worker-1", Duration.ofMinutes(1));
        FakeInstance second = new FakeInstance("worker-service", "worker-2", Duration.ofMinutes(1));
        send(api.counted(CountMeasure.JOBS_ACCEPTED, 600));
        send(worker.counted(CountMeasure.JOBS_SUCCEEDED, 300).took(LatencyMeasure.DELIVERY, Duration.ofMillis(10)));
        send(second.counted(CountMeasure.JOBS_FAILED, 60).took(LatencyMeasure.DELIVERY, Duration.ofMillis(90)));
        JsonPath overview = overviewWhere(
                found -> found.getInt("services.find { it.service == 'worker-service' }?.alive ?: 0") >= 2);
        assertTrue(overview.getDouble("throughput.accepted_per_second") >= 10);
        assertTrue(overview.getDouble("throughput.finished_per_second") >= 6);
        assertTrue(overview.getDouble("throughput.failed_per_second") >= 1);
        Map<String, Object> delivery = overview.getMap("latencies.find { it.measure == 'delivery' }");
        assertEquals("worker-service", delivery.get("service"));
        assertTrue(String.valueOf(delivery.get("p99")).startsWith("PT0.0"), delivery.toString());
        List<Map<String, Object>> points = overview.getList("series.points");
        assertEquals(60, points.size());
    }

    @Test
    void tellsWhatCachesDidAndWhoseMemoryServesAlone() {
        FakeInstance one = new FakeInstance("api-service", "api-1", Duration.ofMinutes(1));
        FakeInstance other = new FakeInstance("api-service", "api-2", Duration.ofMinutes(1));
        send(one.reads(GaugeMeasure.CACHES_SHARED, 1)
                .cached("test-keys", CacheMeasure.FIRST_LEVEL, 70)
                .cached("test-keys", CacheMeasure.SECOND_LEVEL, 10)
                .cached("test-keys", CacheMeasure.MISS, 5)
                .cached("test-keys", CacheMeasure.LOAD, 4)
                .cached("test-keys", CacheMeasure.FAILED_LOAD, 1));
        send(other.reads(GaugeMeasure.CACHES_SHARED, 0)
                .cached("test-keys", CacheMeasure.FIRST_LEVEL, 10)
                .cached("test-keys", CacheMeasure.MISS, 5)
                .cached("test-keys", CacheMeasure.STALE, 3)
                .cached("test-keys", CacheMeasure.EVICTION, 2));
        JsonPath overview = overviewWhere(found -> found.getInt(KEYS + "?.looks ?: 0") == 100);
        Map<String, Object> keys = overview.getMap(KEYS);
        assertEquals("api-service", keys.get("service"));
        assertEquals(0.9, overview.getDouble(KEYS + ".hit_share"), 1e-6);
        assertEquals(
                List.of(80, 10, 10, 4, 1, 3, 2),
                Stream.of("first_level", "second_level", "misses", "loads", "failed_loads", "stale", "evictions")
                        .map(keys::get)
                        .toList());
        assertEquals("redis", overview.getString(caches(one)));
        assertEquals("memory", overview.getString(caches(other)));
    }

    private static String caches(FakeInstance instance) {
        return "services.collectMany { it.instances }.find { it.id == '%s' }.caches".formatted(instance.id());
    }

    @Test
    void itsOwnCachesAreMeasured() {
        overviewWhere(found -> found.getInt("caches.find { it.cache == 'overview-jobs' }?.loads ?: 0") > 0);
        overviewWhere(found -> found.getList("services.find { it.service == 'monitoring-service' }.instances.caches")
                .contains("redis"));
    }

    @Test
    void tellsAPastHourByTheMinute() {
        // An hour ago, where no instance of another test has left minutes.
        Instant to = Instant.now().truncatedTo(ChronoUnit.MINUTES).minus(1, ChronoUnit.HOURS);
        past.storeUntil(
                to,
                FakeInstance.worker(),
                30,
                (instance, minute) -> instance.counted(CountMeasure.JOBS_SUCCEEDED, minute)
                        .took(LatencyMeasure.DELIVERY, Duration.ofMillis(50)));
        past.storeUntil(
                to,
                FakeInstance.worker(),
                30,
                (instance, minute) -> instance.counted(CountMeasure.JOBS_SUCCEEDED, 100)
                        .took(LatencyMeasure.DELIVERY, Duration.ofMillis(70)));
        String span = "from=%s&to=%s".formatted(to.minus(30, ChronoUnit.MINUTES), to);
        get("/v1/history?measure=jobs_succeeded&" + span)
                .statusCode(200)
                .body("points", hasSize(30))
                .body("points[0].times", equalTo(100))
                .body("points[29].times", equalTo(129))
                .body("step", equalTo("PT1M"));
        get("/v1/history?measure=delivery&service=worker-service&" + span)
                .statusCode(200)
                .body("points.durations.count", everyItem(equalTo(2)))
                .body("points.durations.p50", everyItem(matchesPattern("PT0\\.0(49|5)\\d*S")));
        get("/v1/history?measure=delivery&service=api-service&" + span)
                .body("points.durations.count", everyItem(equalTo(0)));
    }

    @Test
    void refusesQuestionsThatMakeNoSense() {
        get("/v1/history?measure=moonlight&from=yesterday&to=2026-03-01T12:00:00Z")
                .statusCode(422)
                .body("errors.field", hasItem("measure"))
                .body("errors.field", hasItem("from"));
        get("/v1/history?measure=errors&from=2026-03-01T00:00:00Z&to=2026-03-02T00:00:00Z")
                .statusCode(422);
    }

    @Test
    void answersWithoutPostgresqlAndSaysSo() {
        overviewWhere(found -> !found.getBoolean("parts.jobs.stale"));
        MonitoringServers.postgres().stop();
        try {
            JsonPath overview = overviewWhere(found -> found.getBoolean("parts.jobs.stale"));
            assertEquals("unhealthy", overview.getString("status"));
            assertTrue(overview.getList("reasons.code").contains("database_unreachable"));
            assertTrue(overview.getMap("jobs") != null, "What was known before is still shown");
            assertEquals(false, overview.getBoolean("parts.telemetry.stale"));
        } finally {
            MonitoringServers.postgres().start();
        }
        overviewWhere(found -> !found.getBoolean("parts.jobs.stale"));
    }

    @Test
    void answersWithoutRedisAndSaysSo() {
        overviewWhere(found -> !found.getBoolean("parts.telemetry.stale"));
        MonitoringServers.redis().stop();
        try {
            JsonPath overview = overviewWhere(found -> found.getBoolean("parts.telemetry.stale"));
            assertTrue(overview.getList("reasons.code").contains("telemetry_stale"));
            assertEquals(false, overview.getBoolean("parts.jobs.stale"));
        } finally {
            MonitoringServers.redis().start();
        }
        JsonPath again = overviewWhere(found -> !found.getBoolean("parts.telemetry.stale"));
        assertEquals(
                0,
                again.getInt("services.find { it.service == 'monitoring-service' }.silent"),
                "Who could not be heard in the outage is not blamed for it");
    }

    @Test
    void itsOwnRequestsAreMeasured() {
        get("/v1/overview").statusCode(200);
        JsonPath overview =
                overviewWhere(found -> found.getList("latencies.service").contains("monitoring-service"));
        assertEquals(
                "http_request", overview.getString("latencies.find { it.service == 'monitoring-service' }.measure"));
        get("/v1/overview").body("errors.total", greaterThanOrEqualTo(0)).body("status", not(equalTo("")));
    }

    private void send(FakeInstance instance) {
        stream.append(instance.report()).await().atMost(SOON);
    }

    private ValidatableResponse get(String path) {
        return given().cookie("carillon_session", session).get(path).then();
    }

    private JsonPath overviewWhere(Predicate<JsonPath> wanted) {
        return await().atMost(SOON)
                .until(() -> get("/v1/overview").statusCode(200).extract().jsonPath(), wanted);
    }
}
