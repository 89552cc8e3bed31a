package dev.carillon.common.identity;

import static dev.carillon.common.store.StoreFixture.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.carillon.common.store.StoreFixture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccountUpkeepTest {

    private static StoreFixture fixture;

    @BeforeAll
    static void migrate() {
        fixture = new StoreFixture("account_upkeep");
    }

    @AfterAll
    static void close() {
        fixture.close();
    }

    @Test
    void tokensAreForgottenWhenTheirTimeHasLongBeenOver() {
        fixture.execute("""
                INSERT INTO registration (token_hash, email, password_hash, organization_name, expires_at) VALUES
                    ('\\x01', 'a@b.de', 'x', 'long over', now() - interval '3 hours'),
                    ('\\x02', 'a@b.de', 'x', 'just over', now() - interval '1 hour'),
                    ('\\x03', 'a@b.de', 'x', 'stands', now() + interval '1 hour')
                """);
        fixture.execute("""
                INSERT INTO password_reset (token_hash, expires_at) VALUES
                    ('\\x01', now() - interval '3 hours'), ('\\x02', now() + interval '1 hour')
                """);

        await(new AccountUpkeep(fixture.pool).forgetExpired(100));

        assertEquals(
                "just over, stands",
                fixture.query(
                                "SELECT string_agg(organization_name, ', ' ORDER BY token_hash) AS left FROM registration")
                        .getFirst()
                        .getString("left"));
        assertEquals(
                1L,
                fixture.query("SELECT count(*) AS left FROM password_reset")
                        .getFirst()
                        .getLong("left"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                AccountUpkeep.FORGET_REGISTRATIONS,
                AccountUpkeep.FORGET_RESETS,
                AccountUpkeep.FORGET_INVITATIONS,
                ApiKeyStore.RECORD_USE
            })
    void aStatementUsesAnIndex(String statement) {
        StringBuilder plan = new StringBuilder();
        await(fixture.pool.withTransaction(connection -> connection
                        .query("SET LOCAL enable_seqscan = off")
                        .execute()
                        .chain(() -> connection
                                .query("EXPLAIN (GENERIC_PLAN) " + statement)
                                .execute())))
                .forEach(row -> plan.append(row.getString(0)).append('\n'));

        assertFalse(plan.toString().contains("Seq Scan"), plan.toString());
    }
}
