package dev.carillon.api.bootstrap;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.carillon.api.bootstrap.BootstrapSettings.Administrator;
import dev.carillon.api.testing.ApiServers;
import dev.carillon.api.testing.TestOrganization;
import dev.carillon.common.configuration.InvalidConfigurationException;
import dev.carillon.common.identity.Account;
import dev.carillon.common.identity.AccountStore;
import dev.carillon.common.identity.ApiKey;
import dev.carillon.common.identity.Passwords;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(ApiServers.class)
class BootstrapTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Inject
    Bootstrap bootstrap;

    @Inject
    AccountStore accounts;

    @Inject
    Passwords passwords;

    @Inject
    Pool database;

    @Test
    void theServiceStartsWithAnOrganizationAnAdministratorAndAKey() {
        given().header("Authorization", "Bearer " + ApiServers.API_KEY)
                .get("/v1/organizations/current")
                .then()
                .statusCode(200)
                .body("name", is(ApiServers.ORGANIZATION))
                .body("webhook_secret", matchesPattern("whsec_[A-Za-z0-9+/]{32}"));

        Account administrator =
                signIn(ApiServers.ADMIN_EMAIL, ApiServers.ADMIN_PASSWORD).orElseThrow();
        assertTrue(administrator.administrator());
        assertEquals(
                "owner",
                text(
                        "SELECT role FROM membership WHERE account_id = $1",
                        administrator.id().value()));
    }

    @Test
    void signingInTakesTheRightPasswordInAnyCaseOfTheAddress() {
        assertTrue(signIn(ApiServers.ADMIN_EMAIL.toUpperCase(java.util.Locale.ROOT), ApiServers.ADMIN_PASSWORD)
                .isPresent());
        assertTrue(signIn(ApiServers.ADMIN_EMAIL, "wrong").isEmpty());
        assertTrue(signIn(ApiServers.ADMIN_EMAIL, "").isEmpty());
        assertTrue(signIn("nobody@example.com", ApiServers.ADMIN_PASSWORD).isEmpty());
        assertTrue(signIn("no\u0000body", "x").isEmpty());
        assertTrue(signIn(ApiServers.ADMIN_EMAIL, ApiServers.ADMIN_PASSWORD + "x".repeat(100))
                .isEmpty());
    }

    @Test
    void aSecondStartChangesNothing() {
        BootstrapSettings settings = settings("Twice", "twice@example.com", "password one", TestOrganization.newKey());
        await(bootstrap.put(settings));
        String before = everything("Twice");

        await(bootstrap.put(settings));

        assertEquals(before, everything("Twice"));
    }

    @Test
    void instancesThatStartAtOnceMakeOneOfEach() {
        BootstrapSettings settings = settings("Crowd", "crowd@example.com", "password one", TestOrganization.newKey());

        await(Uni.join()
                .all(List.of(bootstrap.put(settings), bootstrap.put(settings), bootstrap.put(settings)))
                .andFailFast());

        assertEquals("1", text("SELECT count(*)::text FROM organization WHERE name = $1", "Crowd"));
        assertEquals("1", text("SELECT count(*)::text FROM account WHERE email = $1", "crowd@example.com"));
    }

    @Test
    void aChangedPasswordReplacesTheFormer() {
        ApiKey key = TestOrganization.newKey();
        await(bootstrap.put(settings("Password", "password@example.com", "password one", key)));

        await(bootstrap.put(settings("Password", "Password@Example.com", "password two", key)));

        assertTrue(signIn("password@example.com", "password one").isEmpty());
        assertTrue(signIn("password@example.com", "password two").isPresent());
    }

    @Test
    void aChangedKeyReplacesTheFormer() {
        ApiKey first = TestOrganization.newKey();
        ApiKey second = TestOrganization.newKey();
        ApiKey sameprefix =
                new ApiKey(second.prefix(), TestOrganization.newKey().secret());
        await(bootstrap.put(settings("Keys", "keys@example.com", "password one", first)));
        assertEquals(200, statusWith(first));

        await(bootstrap.put(settings("Keys", "keys@example.com", "password one", second)));
        assertEquals(
                "true", text("SELECT (revoked_at IS NOT NULL)::text FROM api_key WHERE prefix = $1", first.prefix()));

        await(bootstrap.put(settings("Keys", "keys@example.com", "password one", sameprefix)));
        assertEquals(401, statusWith(second));
        assertEquals(200, statusWith(sameprefix));
    }

    @Test
    void aRevokedKeyStaysRevoked() {
        ApiKey key = TestOrganization.newKey();
        BootstrapSettings settings = settings("Revoked", "revoked@example.com", "password one", key);
        await(bootstrap.put(settings));
        await(database.preparedQuery("UPDATE api_key SET revoked_at = now() WHERE prefix = $1")
                .execute(Tuple.of(key.prefix())));

        await(bootstrap.put(settings));

        assertEquals(401, statusWith(key));
    }

    @Test
    void aPrefixOfAnotherOrganizationStopsTheStart() {
        ApiKey theirs = TestOrganization.create(database).key();

        InvalidConfigurationException refusal = assertThrows(
                InvalidConfigurationException.class,
                () -> await(bootstrap.put(settings("Taken", "taken@example.com", "password one", theirs))));

        assertTrue(refusal.getMessage().contains("CARILLON_BOOTSTRAP_API_KEY"), refusal.getMessage());
        assertEquals("0", text("SELECT count(*)::text FROM organization WHERE name = $1", "Taken"));
    }

    private static BootstrapSettings settings(String organization, String email, String password, ApiKey key) {
        return new BootstrapSettings(organization, Optional.of(new Administrator(email, password)), Optional.of(key));
    }

    private Optional<Account> signIn(String email, String password) {
        return await(accounts.findByEmail(email).chain(account -> passwords.verify(account, password)));
    }

    private static int statusWith(ApiKey key) {
        return given().header("Authorization", "Bearer " + key.reveal())
                .get("/v1/jobs")
                .statusCode();
    }

    private String everything(String organization) {
        return text("""
                SELECT concat(o.id, webhook_secret, password_hash, m.created_at, k.id, revoked_at)
                FROM organization AS o JOIN membership AS m ON m.organization_id = o.id JOIN account AS a ON a.id = account_id
                     JOIN api_key AS k ON k.organization_id = o.id
                WHERE o.name = $1
                """, organization);
    }

    private String text(String query, Object value) {
        return await(database.preparedQuery(query).execute(value instanceof UUID id ? Tuple.of(id) : Tuple.of(value)))
                .iterator()
                .next()
                .getString(0);
    }

    private static <T> T await(Uni<T> uni) {
        return uni.await().atMost(PATIENCE);
    }
}
