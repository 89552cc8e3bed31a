package dev.carillon.local.drill;

import dev.carillon.local.server.PostgresServer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/** The customers of a drill: several, so that several shards have work. */
final class Organizations {

    private static final int COUNT = 6;

    private Organizations() {}

    /** Stores them with a key each. */
    static void create(PostgresServer postgres) {
        try (var connection = postgres.connect(Fleet.DATABASE);
                var organization = connection.prepareStatement(
                        "INSERT INTO organization (id, name, webhook_secret) VALUES (?, ?, ?)");
                var key = connection.prepareStatement(
                        "INSERT INTO api_key (id, organization_id, name, prefix, secret_hash) VALUES (?, ?, 'drill', ?, ?)")) {
            for (int number = 0; number < COUNT; number++) {
                var id = UUID.randomUUID();
                organization.setObject(1, id);
                organization.setString(2, "Drill " + number);
                organization.setString(3, "whsec_" + Base64.getEncoder().encodeToString(new byte[24]));
                organization.addBatch();
                key.setObject(1, UUID.randomUUID());
                key.setObject(2, id);
                key.setString(3, "drill00" + number);
                key.setBytes(4, sha256(secret(number)));
                key.addBatch();
            }
            organization.executeBatch();
            key.executeBatch();
        } catch (SQLException e) {
            throw new IllegalStateException("The organizations of the drill could not be stored", e);
        }
    }

    /** The API key of each. */
    static List<String> keys() {
        return IntStream.range(0, COUNT)
                .mapToObj(number -> "ck_drill00" + number + "_" + secret(number))
                .toList();
    }

    private static String secret(int number) {
        return "SecretOfAnOrganizationOfTheDrill" + number;
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
