package dev.carillon.common.configuration;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * {@code REDIS_URL}, or its parts. Every named client gets the same address: commands and blocking reads differ in their
 * pools, not in the server.
 */
final class RedisEnvironment {

    private static final String URL = "REDIS_URL";
    private static final String EXAMPLE = "REDIS_URL=redis://:secret@redis.example.com:6379/0";
    private static final String DATABASE = "REDIS_DB";
    private static final int HIGHEST_DATABASE = 9_999;

    /** The default client, for commands, and the client for blocking reads. */
    private static final List<String> CLIENTS = List.of("quarkus.redis.", "quarkus.redis.consumer.");

    private RedisEnvironment() {}

    static void translate(Environment environment) {
        List<RedisAddress> addresses = addresses(environment);
        if (addresses.isEmpty()) {
            return;
        }
        set(environment, "hosts", addresses.stream().map(RedisAddress::uri).collect(Collectors.joining(",")));
        if (addresses.stream().anyMatch(RedisAddress::secure)) {
            set(environment, "tls.enabled", "true");
            // Without this, any server with a certificate of a known authority could stand in for ours.
            set(environment, "tls.hostname-verification-algorithm", "HTTPS");
            environment.value("REDIS_CA_FILE").ifPresent(file -> {
                set(environment, "tls.trust-certificate-pem", "true");
                set(environment, "tls.trust-certificate-pem.certs", file);
            });
        }
        mode(environment);
    }

    private static List<RedisAddress> addresses(Environment environment) {
        Optional<String> url = environment.secret(URL);
        Optional<String> host = environment.value("REDIS_HOST");
        if (url.isPresent()) {
            return parse(environment, url.get());
        }
        if (host.isPresent()) {
            return fromParts(environment, host.get());
        }
        boolean unreadable = environment.value(URL + "_FILE").isPresent();
        if (!unreadable && !environment.hasProperty("quarkus.redis.hosts")) {
            environment.problem(URL, "is missing, and REDIS_HOST too. One of them says where Redis is.", EXAMPLE);
        }
        return List.of();
    }

    private static List<RedisAddress> parse(Environment environment, String url) {
        try {
            return Stream.of(url.split(",", -1))
                    .map(String::strip)
                    .map(RedisAddress::parse)
                    .toList();
        } catch (IllegalArgumentException malformed) {
            environment.problem(URL, String.valueOf(malformed.getMessage()), EXAMPLE);
            return List.of();
        }
    }

    private static List<RedisAddress> fromParts(Environment environment, String host) {
        OptionalInt port = environment.port("REDIS_PORT", RedisAddress.DEFAULT_PORT);
        boolean secure = flag(environment, "REDIS_TLS");
        RedisAddress address = new RedisAddress(
                secure,
                environment.value("REDIS_USER").map(DatabaseUrl::encode),
                environment.secret("REDIS_PASSWORD").map(DatabaseUrl::encode),
                host,
                port.orElse(RedisAddress.DEFAULT_PORT),
                database(environment));
        try {
            return List.of(RedisAddress.parse(address.uri()));
        } catch (IllegalArgumentException malformed) {
            environment.problem(
                    "REDIS_HOST",
                    "is \"" + host + "\": it is a host name or an address, nothing else.",
                    "REDIS_HOST=redis");
            return List.of();
        }
    }

    private static int database(Environment environment) {
        Optional<String> text = environment.value(DATABASE);
        if (text.isEmpty()) {
            return 0;
        }
        if (text.get().matches("[0-9]{1,4}")) {
            return Math.min(Integer.parseInt(text.get()), HIGHEST_DATABASE);
        }
        environment.problem(DATABASE, "is \"" + text.get() + "\": it is the number of a database.", DATABASE + "=0");
        return 0;
    }

    private static boolean flag(Environment environment, String name) {
        String text = environment.value(name).orElse("false");
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> {
                environment.problem(name, "is \"" + text + "\": it is true or false.", name + "=true");
                yield false;
            }
        };
    }

    private static void mode(Environment environment) {
        String mode = environment.value("REDIS_MODE").orElse("standalone");
        switch (mode) {
            case "standalone" -> {}
            case "sentinel" -> {
                set(environment, "client-type", mode);
                environment
                        .value("REDIS_MASTER_NAME")
                        .ifPresentOrElse(
                                name -> set(environment, "master-name", name),
                                () -> environment.problem(
                                        "REDIS_MASTER_NAME",
                                        "is missing: Sentinel needs the name of the master it watches.",
                                        "REDIS_MASTER_NAME=mymaster"));
            }
            case "cluster" -> {
                set(environment, "client-type", mode);
                // Every transaction of Carillon stays within one hash tag, so within one node.
                set(environment, "cluster-transactions", "single-node");
            }
            default ->
                environment.problem(
                        "REDIS_MODE",
                        "is \"" + mode + "\": it is standalone, sentinel or cluster.",
                        "REDIS_MODE=cluster");
        }
    }

    private static void set(Environment environment, String property, String value) {
        CLIENTS.forEach(client -> environment.set(client + property, value));
    }
}
