package dev.carillon.local.stack;

import dev.carillon.local.process.StartFailure;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Properties;

/**
 * The secrets of one data directory. They are made when the directory is new and stay the same as long as its data does.
 *
 * @param databasePassword of PostgreSQL's superuser
 * @param adminEmail account of the dashboard's administrator
 * @param adminPassword that account's password
 * @param apiKey key of the demo organization, {@code ck_<prefix>_<secret>}
 */
public record Credentials(String databasePassword, String adminEmail, String adminPassword, String apiKey) {

    /** The superuser that the embedded PostgreSQL is created with. */
    public static final String DATABASE_USER = "carillon";

    private static final String LOWER = "abcdefghijklmnopqrstuvwxyz0123456789";
    private static final String ANY = LOWER + "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private static final String ADMIN_EMAIL = "admin@example.test";

    /** The secrets in {@code file}; new ones are made and stored there when it does not exist. */
    public static Credentials in(Path file) {
        if (!Files.exists(file)) {
            create(new SecureRandom()).store(file);
        }
        return load(file);
    }

    private static Credentials create(SecureRandom random) {
        return new Credentials(
                text(random, ANY, 24),
                ADMIN_EMAIL,
                text(random, ANY, 20),
                "ck_%s_%s".formatted(text(random, LOWER, 8), text(random, ANY, 40)));
    }

    private static String text(SecureRandom random, String alphabet, int length) {
        return random.ints(length, 0, alphabet.length())
                .mapToObj(alphabet::charAt)
                .collect(StringBuilder::new, StringBuilder::append, StringBuilder::append)
                .toString();
    }

    private static Credentials load(Path file) {
        try {
            var stored = new Properties();
            stored.load(new StringReader(Files.readString(file)));
            return new Credentials(
                    required(stored, "database-password", file),
                    required(stored, "admin-email", file),
                    required(stored, "admin-password", file),
                    required(stored, "api-key", file));
        } catch (IOException e) {
            throw new UncheckedIOException("Could not read " + file, e);
        }
    }

    private static String required(Properties stored, String key, Path file) {
        var value = stored.getProperty(key);
        if (value == null || value.isBlank()) {
            throw new StartFailure("%s has no '%s'; './carillon reset' starts over with new data".formatted(file, key));
        }
        return value;
    }

    private void store(Path file) {
        DataDirectory.writePrivately(file, """
                # Secrets of this data directory. Its databases were created with them; './carillon reset' removes both.
                database-password=%s
                admin-email=%s
                admin-password=%s
                api-key=%s
                """.formatted(databasePassword, adminEmail, adminPassword, apiKey));
    }
}
