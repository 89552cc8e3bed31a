package dev.carillon.common.metric;

import static io.restassured.RestAssured.get;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;

import dev.carillon.common.database.QueryTimer;
import dev.carillon.common.testing.RealServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(RealServers.class)
class MetricsTest {

    @Inject
    QueryTimer timer;

    @Inject
    Pool pool;

    @ParameterizedTest
    @ValueSource(strings = {"/metrics", "/api/metrics", "/q/metrics"})
    void showsTheServiceInPrometheusText(String path) {
        get("/health/ready").then().statusCode(200);

        get(path)
                .then()
                .statusCode(200)
                .contentType(containsString("text/plain"))
                .body(containsString("process_uptime_seconds"))
                .body(containsString("jvm_memory_used_bytes"))
                .body(containsString("process_cpu_usage"))
                .body(containsString("carillon_build_info{service=\"carillon-common\""))
                .body(containsString("redis_commands_duration_seconds"))
                .body(containsString("sql_pool"));
    }

    @Test
    void countsRequestsByRouteAndKeepsAHistogram() {
        get("/numbers/4711").then().statusCode(200);
        get("/numbers/4712").then().statusCode(200);

        get("/metrics")
                .then()
                .body(containsString("http_server_requests_seconds_bucket{"))
                .body(containsString("uri=\"/numbers/{number}\""))
                .body(not(containsString("/numbers/4711")));
    }

    @Test
    void requestsForUnknownPathsShareOneSeries() {
        get("/wp-admin/setup.php").then().statusCode(404);

        get("/metrics").then().body(not(containsString("wp-admin")));
    }

    @Test
    void timesStatementsByName() {
        timer.time("count", "numbers", () -> pool.query("SELECT 1").execute())
                .await()
                .indefinitely();

        get("/metrics")
                .then()
                .body(
                        containsString(
                                "carillon_database_query_seconds_count{operation=\"count\",outcome=\"success\",table=\"numbers\",} 1"));
    }
}
