package dev.carillon.monitoring.testing;

import static io.restassured.RestAssured.given;

import dev.carillon.common.identity.Passwords;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;

/** Accounts for tests. */
@Singleton
public class People {

    /** The password of all of them. */
    public static final String PASSWORD = "correct horse battery staple";

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Pool pool;
    private final Passwords passwords;

    People(Pool pool, Passwords passwords) {
        this.pool = pool;
        this.passwords = passwords;
    }

    /** The address of a new account that may see the monitoring. */
    public String administrator() {
        return account(true);
    }

    /** The address of a new account that may not. */
    public String stranger() {
        return account(false);
    }

    /** The session of a new account that may see the monitoring, as its cookie says. */
    public String session() {
        return given().contentType("application/json")
                .body(Map.of("email", administrator(), "password", PASSWORD))
                .post("/v1/session")
                .then()
                .statusCode(200)
                .extract()
                .cookie("carillon_session");
    }

    /** Changes an account, as api-service would. */
    public void change(String email, String change) {
        pool.preparedQuery("UPDATE account SET " + change + " WHERE email = $1")
                .execute(Tuple.of(email))
                .await()
                .atMost(PATIENCE);
    }

    private String account(boolean administrator) {
        UUID id = UUID.randomUUID();
        String email = "person-%s@example.com".formatted(id.toString().substring(0, 8));
        String hash = passwords.hash(PASSWORD).await().atMost(PATIENCE).value();
        pool.preparedQuery("INSERT INTO account (id, email, password_hash, administrator) VALUES ($1, $2, $3, $4)")
                .execute(Tuple.of(id, email, hash, administrator))
                .await()
                .atMost(PATIENCE);
        return email;
    }
}
