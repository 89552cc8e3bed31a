package dev.carillon.api.bootstrap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.carillon.common.configuration.ConfigurationProblem;
import dev.carillon.common.configuration.InvalidConfigurationException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BootstrapSettingsTest {

    private static final String KEY = "ck_test0001_" + "Abcdefgh12345678".repeat(2);

    private record Given(
            Optional<String> organization,
            Optional<String> adminEmail,
            Optional<String> adminPassword,
            Optional<String> apiKey)
            implements BootstrapConfig {

        static Given of(String organization, String email, String password, String key) {
            return new Given(present(organization), present(email), present(password), present(key));
        }

        private static Optional<String> present(String text) {
            return text.isEmpty() ? Optional.empty() : Optional.of(text);
        }
    }

    @Test
    void nothingSetMeansNothingToDo() {
        assertEquals(Optional.empty(), BootstrapSettings.read(Given.of("", "", "", "")));
    }

    @Test
    void anOrganizationMayComeAlone() {
        BootstrapSettings settings =
                BootstrapSettings.read(Given.of("Acme", "", "", "")).orElseThrow();

        assertTrue(settings.administrator().isEmpty());
        assertTrue(settings.apiKey().isEmpty());
    }

    @Test
    void everythingTogether() {
        BootstrapSettings settings = BootstrapSettings.read(Given.of("Acme", "Admin@Example.com", "long enough", KEY))
                .orElseThrow();

        assertEquals("Admin@example.com", settings.administrator().orElseThrow().email());
        assertEquals("test0001", settings.apiKey().orElseThrow().prefix());
        assertFalse(settings.toString().contains("long enough"));
        assertFalse(settings.toString().contains("Abcdefgh"));
    }

    @Test
    void whatCannotWorkIsNamed() {
        assertEquals(List.of("CARILLON_BOOTSTRAP_ORGANIZATION"), wrong(Given.of("", "a@b.de", "long enough", KEY)));
        assertEquals(List.of("CARILLON_BOOTSTRAP_ORGANIZATION"), wrong(Given.of("A\nB", "", "", "")));
        assertEquals(List.of("CARILLON_BOOTSTRAP_ADMIN_EMAIL"), wrong(Given.of("Acme", "admin", "long enough", "")));
        assertEquals(List.of("CARILLON_BOOTSTRAP_ADMIN_EMAIL"), wrong(Given.of("Acme", "", "long enough", "")));
        assertEquals(List.of("CARILLON_BOOTSTRAP_ADMIN_PASSWORD"), wrong(Given.of("Acme", "a@b.de", "", "")));
        assertEquals(List.of("CARILLON_BOOTSTRAP_ADMIN_PASSWORD"), wrong(Given.of("Acme", "a@b.de", "short", "")));
        assertEquals(
                List.of("CARILLON_BOOTSTRAP_ADMIN_PASSWORD"), wrong(Given.of("Acme", "a@b.de", "ü".repeat(40), "")));
        assertEquals(List.of("CARILLON_BOOTSTRAP_API_KEY"), wrong(Given.of("Acme", "", "", "secret")));
        assertEquals(
                List.of(
                        "CARILLON_BOOTSTRAP_ADMIN_EMAIL",
                        "CARILLON_BOOTSTRAP_ADMIN_PASSWORD",
                        "CARILLON_BOOTSTRAP_API_KEY"),
                wrong(Given.of("Acme", "admin", "short", "secret")));
    }

    private static List<String> wrong(BootstrapConfig config) {
        InvalidConfigurationException refusal =
                assertThrows(InvalidConfigurationException.class, () -> BootstrapSettings.read(config));
        assertFalse(refusal.getMessage().contains("secret"), refusal.getMessage());
        return refusal.problems().stream().map(ConfigurationProblem::name).toList();
    }
}
