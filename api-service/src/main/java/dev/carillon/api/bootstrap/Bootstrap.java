package dev.carillon.api.bootstrap;

import dev.carillon.api.bootstrap.BootstrapSettings.Administrator;
import dev.carillon.api.bootstrap.BootstrapStatements.KeyState;
import dev.carillon.common.configuration.ConfigurationProblem;
import dev.carillon.common.configuration.InvalidConfigurationException;
import dev.carillon.common.identity.AccountStore;
import dev.carillon.common.identity.ApiKey;
import dev.carillon.common.identity.OrganizationId;
import dev.carillon.common.identity.PasswordHash;
import dev.carillon.common.identity.Passwords;
import io.quarkus.logging.Log;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Makes what {@link BootstrapConfig} names, before the service takes its first request. Any number of instances may start at
 * once: they take turns, and all but the first find everything there.
 */
@Singleton
public class Bootstrap {

    private static final Duration DEADLINE = Duration.ofSeconds(60);

    private final BootstrapConfig config;
    private final BootstrapStatements statements;
    private final AccountStore accounts;
    private final Passwords passwords;
    private final Pool database;

    Bootstrap(
            BootstrapConfig config,
            BootstrapStatements statements,
            AccountStore accounts,
            Passwords passwords,
            Pool database) {
        this.config = config;
        this.statements = statements;
        this.accounts = accounts;
        this.passwords = passwords;
        this.database = database;
    }

    void onStart(@Observes StartupEvent event) {
        BootstrapSettings.read(config)
                .ifPresent(settings -> put(settings).await().atMost(DEADLINE));
    }

    /**
     * Makes what is missing of the settings and changes what they changed. Fails with {@link InvalidConfigurationException}
     * when the key's prefix is taken; nothing has happened then.
     */
    Uni<Void> put(BootstrapSettings settings) {
        return newHash(settings)
                .chain(hash -> database.withTransaction(transaction -> statements
                        .lock(transaction)
                        .chain(() -> statements.putOrganization(transaction, settings.organization()))
                        .call(organization -> putAdministrator(transaction, organization, settings, hash))
                        .call(organization -> putKey(transaction, organization, settings))))
                .invoke(organization -> Log.infof("Organization %s is %s", settings.organization(), organization))
                .replaceWithVoid();
    }

    /** The hash to store for the administrator's password; empty when the stored one is of the same password. */
    private Uni<Optional<PasswordHash>> newHash(BootstrapSettings settings) {
        if (settings.administrator().isEmpty()) {
            return Uni.createFrom().item(Optional.empty());
        }
        Administrator administrator = settings.administrator().get();
        return accounts.findByEmail(administrator.email())
                .chain(account -> passwords.verify(account, administrator.password()))
                .chain(verified -> verified.isPresent()
                        ? Uni.createFrom().item(Optional.empty())
                        : passwords.hash(administrator.password()).map(Optional::of));
    }

    private Uni<Void> putAdministrator(
            SqlConnection transaction,
            OrganizationId organization,
            BootstrapSettings settings,
            Optional<PasswordHash> hash) {
        return settings.administrator()
                .map(administrator ->
                        statements.putAdministrator(transaction, organization, administrator.email(), hash))
                .orElseGet(() -> Uni.createFrom().voidItem());
    }

    private Uni<Void> putKey(SqlConnection transaction, OrganizationId organization, BootstrapSettings settings) {
        return settings.apiKey()
                .map(key -> statements
                        .putKey(transaction, organization, key)
                        .invoke(state -> judge(key, state))
                        .replaceWithVoid())
                .orElseGet(() -> Uni.createFrom().voidItem());
    }

    private static void judge(ApiKey key, KeyState state) {
        switch (state) {
            case USABLE -> Log.debugf("API key %s is in use", key);
            case REVOKED ->
                Log.warnf("%s names the key %s, which was revoked: it stays so", BootstrapSettings.API_KEY, key);
            case PREFIX_TAKEN ->
                throw new InvalidConfigurationException(List.of(new ConfigurationProblem(
                        BootstrapSettings.API_KEY,
                        "begins with " + key + ", which another key does already. Choose another prefix.",
                        null)));
        }
    }
}
