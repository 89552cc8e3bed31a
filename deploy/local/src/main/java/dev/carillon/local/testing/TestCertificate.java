package dev.carillon.local.testing;

import dev.carillon.local.server.DirectoryTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;

/**
 * A certificate that signed itself, and its key, as PEM files: made by the JDK's own {@code keytool}.
 *
 * @param directory where they are
 * @param certificate also the authority that clients must be told of
 * @param key unencrypted
 */
public record TestCertificate(Path directory, Path certificate, Path key) implements AutoCloseable {

    private static final String PASSWORD = "changeit";

    /**
     * Makes one.
     *
     * @param names whom it is for, in {@code keytool}'s form: {@code ip:127.0.0.1} or {@code dns:redis.example.test}
     */
    public static TestCertificate create(String names) {
        try {
            var directory = Files.createTempDirectory("carillon-certificate");
            var store = directory.resolve("store.p12");
            keytool(store, names);
            var keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
            var certificate = pem(
                    directory.resolve("certificate.pem"),
                    "CERTIFICATE",
                    keys.getCertificate("test").getEncoded());
            var key = pem(
                    directory.resolve("key.pem"),
                    "PRIVATE KEY",
                    keys.getKey("test", PASSWORD.toCharArray()).getEncoded());
            return new TestCertificate(directory, certificate, key);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("Could not make a certificate", e);
        }
    }

    private static void keytool(Path store, String names) throws IOException {
        var line = List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "test",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-validity",
                "2",
                "-dname",
                "CN=Carillon test",
                "-ext",
                "san=" + names,
                "-ext",
                "bc:critical=ca:true",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD);
        var process = new ProcessBuilder(line).redirectErrorStream(true).start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IOException(output);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted", e);
        }
    }

    private static Path pem(Path file, String what, byte[] content) throws IOException {
        var lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return Files.writeString(file, "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n".formatted(what, lines));
    }

    /** Deletes the files. */
    @Override
    public void close() {
        try {
            DirectoryTree.delete(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
