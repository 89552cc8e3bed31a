package dev.carillon.api.bootstrap;

import dev.carillon.common.address.EmailAddress;
import dev.carillon.common.body.Reading;
import dev.carillon.common.body.TextReader;
import dev.carillon.common.configuration.ConfigurationProblem;
import dev.carillon.common.configuration.InvalidConfigurationException;
import dev.carillon.common.identity.ApiKey;
import dev.carillon.common.identity.Passwords;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the environment asks for, checked.
 *
 * @param organization name
 * @param administrator empty when the organization is to have none yet
 * @param apiKey empty when the organization is to have none yet
 */
record BootstrapSettings(String organization, Optional<Administrator> administrator, Optional<ApiKey> apiKey) {

    static final String ORGANIZATION = "CARILLON_BOOTSTRAP_ORGANIZATION";
    static final String ADMIN_EMAIL = "CARILLON_BOOTSTRAP_ADMIN_EMAIL";
    static final String ADMIN_PASSWORD = "CARILLON_BOOTSTRAP_ADMIN_PASSWORD";
    static final String API_KEY = "CARILLON_BOOTSTRAP_API_KEY";

    private static final int SHORTEST_PASSWORD = 8;
    private static final TextReader<String> NAME = TextReader.line(1, 200);

    /** Who administers the installation. */
    record Administrator(String email, String password) {

        /** Without the password, so that it may be logged by mistake. */
        @Override
        public String toString() {
            return "Administrator[" + email + "]";
        }
    }

    /**
     * The settings; empty when there are none.
     *
     * @throws InvalidConfigurationException when they cannot work; it names each that is wrong
     */
    static Optional<BootstrapSettings> read(BootstrapConfig config) {
        List<ConfigurationProblem> problems = new ArrayList<>();
        Optional<Administrator> administrator = administrator(config, problems);
        Optional<ApiKey> apiKey = apiKey(config, problems);
        Optional<String> organization = organization(config, problems);
        if (!problems.isEmpty()) {
            throw new InvalidConfigurationException(problems);
        }
        return organization.map(name -> new BootstrapSettings(name, administrator, apiKey));
    }

    private static Optional<String> organization(BootstrapConfig config, List<ConfigurationProblem> problems) {
        if (config.organization().isEmpty()) {
            if (config.adminEmail().isPresent() || config.apiKey().isPresent()) {
                problems.add(new ConfigurationProblem(
                        ORGANIZATION,
                        "is missing: an administrator and an API key belong to one.",
                        ORGANIZATION + "=Acme"));
            }
            return Optional.empty();
        }
        if (NAME.read(config.organization().get()) instanceof Reading.Wrong<String>(String message)) {
            problems.add(new ConfigurationProblem(ORGANIZATION, message + ".", ORGANIZATION + "=Acme"));
        }
        return config.organization();
    }

    private static Optional<Administrator> administrator(BootstrapConfig config, List<ConfigurationProblem> problems) {
        if (config.adminEmail().isEmpty() && config.adminPassword().isEmpty()) {
            return Optional.empty();
        }
        String email = config.adminEmail().orElse("");
        switch (EmailAddress.read(email)) {
            case Reading.Right<EmailAddress>(EmailAddress address) -> email = address.toString();
            case Reading.Wrong<EmailAddress>(String message) ->
                problems.add(new ConfigurationProblem(ADMIN_EMAIL, message + ".", ADMIN_EMAIL + "=admin@example.com"));
        }
        String password = config.adminPassword().orElse("");
        if (password.length() < SHORTEST_PASSWORD
                || password.getBytes(StandardCharsets.UTF_8).length > Passwords.MAXIMUM_BYTES) {
            problems.add(new ConfigurationProblem(
                    ADMIN_PASSWORD,
                    "must have at least %d characters and at most %d bytes."
                            .formatted(SHORTEST_PASSWORD, Passwords.MAXIMUM_BYTES),
                    null));
        }
        return Optional.of(new Administrator(email, password));
    }

    private static Optional<ApiKey> apiKey(BootstrapConfig config, List<ConfigurationProblem> problems) {
        if (config.apiKey().isEmpty()) {
            return Optional.empty();
        }
        Optional<ApiKey> key = ApiKey.parse(config.apiKey().get());
        if (key.isEmpty()) {
            problems.add(new ConfigurationProblem(
                    API_KEY,
                    "must be ck_, 8 characters of a-z0-9, an underscore and 32 to 128 of A-Za-z0-9.",
                    API_KEY + "=ck_demo0001_… (openssl rand -hex 20 makes the last part)"));
        }
        return key;
    }
}
