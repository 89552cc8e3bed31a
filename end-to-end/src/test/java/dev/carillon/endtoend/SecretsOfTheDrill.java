package dev.carillon.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.carillon.local.drill.Fleet;
import dev.carillon.local.testing.RedisSentinels;
import java.util.List;

/** What the drill uses and its logs may not show; it writes its load itself. */
final class SecretsOfTheDrill {

    private SecretsOfTheDrill() {}

    static void assertHidden(Fleet fleet) {
        Ledger.keep("an API key", "SecretOfAnOrganizationOfTheDrill");
        Ledger.keep("password", RedisSentinels.PASSWORD);
        for (int person = 0; person < 10; person++) {
            Ledger.keep("an e-mail address", "person-" + person + "@example.test");
        }
        Ledger.keepThoseOf("whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
        assertEquals(List.of(), Ledger.findings(fleet.directory()));
    }
}
