package dev.carillon.api.attack;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.oneOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.carillon.api.testing.ApiServers;
import dev.carillon.api.testing.TestOrganization;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Many at once cost those who are many, and nobody else. */
@QuarkusTest
@WithTestResource(ApiServers.class)
class SignInFloodTest {

    private static final int SIGN_INS = 2_000;
    private static final int IDLE = 1_000;
    private static final Duration DEADLINE = Duration.ofSeconds(10);

    @Inject
    Pool database;

    @TestHTTPResource("/")
    URI service = URI.create("http://localhost");

    @Test
    void jobsAreTakenWhileThousandsSignIn() throws Exception {
        TestOrganization acme = TestOrganization.create(database);
        try (HttpClient attackers = HttpClient.newHttpClient()) {
            List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
            for (int person = 0; person < SIGN_INS; person++) {
                answers.add(attackers.sendAsync(signIn(person), HttpResponse.BodyHandlers.ofString()));
            }
            List<Long> times = new ArrayList<>();
            boolean during = false;
            for (int job = 0; job < 20; job++) {
                during |= answers.stream().anyMatch(answer -> !answer.isDone());
                times.add(acme.post("/v1/emails", "{\"to\":[\"a@example.com\"],\"subject\":\"x\",\"text\":\"x\"}")
                        .statusCode(202)
                        .extract()
                        .time());
            }

            assertTrue(during, "the sign-ins were over before the jobs came");
            assertThat(times, everyItem(is(lessThan(DEADLINE.toMillis()))));
            Set<Integer> statuses = answers.stream()
                    // A connection that was not taken is none of ours: 0.
                    .map(answer -> answer.handle((taken, failure) -> failure == null ? taken.statusCode() : 0)
                            .join())
                    .collect(Collectors.toSet());
            assertThat(statuses, everyItem(is(oneOf(0, 401, 503))));
            assertTrue(statuses.contains(503), "all were checked: " + statuses);
        }
    }

    private HttpRequest signIn(int person) {
        return HttpRequest.newBuilder(service.resolve("/v1/auth/login"))
                .version(HttpClient.Version.HTTP_1_1)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"email\":\"nobody-%d@example.com\",\"password\":\"guess %d\"}".formatted(person, person)))
                .build();
    }

    @Test
    void idleConnectionsAreInNobodysWay() throws IOException {
        List<Socket> idle = new ArrayList<>();
        try {
            for (int count = 0; count < IDLE; count++) {
                idle.add(new Socket(service.getHost(), service.getPort()));
            }
            TestOrganization.create(database)
                    .post("/v1/emails", "{\"to\":[\"a@example.com\"],\"subject\":\"x\",\"text\":\"x\"}")
                    .statusCode(202)
                    .time(lessThan(DEADLINE.toMillis()));
        } finally {
            for (Socket connection : idle) {
                connection.close();
            }
        }
    }
}
