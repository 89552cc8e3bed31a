package dev.carillon.common.configuration;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * {@code REDIS_URL}, or its parts. Every named client gets the same address: commands and blocking reads differ in their
 * pools, not in the server.
 */
final class RedisEnvironment {

    private static final String URL = "REDIS_URL";
    private static final String EXAMPLE = "REDIS_URL=redis://:secret@redis.example.com:6379/0";
    private static final String HOST = "REDIS_HOST";
    private static final String DATABASE = "REDIS_DB";
    private static final String STANDALONE = "standalone";
    private static final String SENTINEL = "sentinel";
    private static final String CLUSTER = "cluster";

    /** The default client, for commands, and the client for blocking reads. */
    private static final List<String> CLIENTS = List.of("quarkus.redis.", "quarkus.redis.consumer.");

    private RedisEnvironment() {}

    static void translate(Environment environment) {
        Optional<String> mode = mode(environment);
        List<RedisAddress> addresses = addresses(environment, mode.orElse(STANDALONE));
        if (addresses.isEmpty() || mode.isEmpty()) {
            return;
        }
        check(environment, mode.get(), addresses);
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
        client(environment, mode.get());
    }

    /** What each address allows alone, and all of them together do not. */
    private static void check(Environment environment, String mode, List<RedisAddress> addresses) {
        String name = environment.secret(URL).isEmpty() ? HOST : URL;
        if (mode.equals(STANDALONE) && addresses.size() > 1) {
            environment.problem(
                    name,
                    "names " + addresses.size()
                            + " servers: REDIS_MODE=sentinel or REDIS_MODE=cluster says what they are.",
                    EXAMPLE);
        }
        if (mode.equals(CLUSTER) && addresses.stream().anyMatch(address -> address.database() != 0)) {
            environment.problem(
                    name.equals(HOST) ? DATABASE : name,
                    "chooses a database: a cluster has database 0 alone.",
                    "REDIS_URL=redis://:secret@redis-1:6379,redis://:secret@redis-2:6379");
        }
        if (addresses.stream().map(RedisAddress::secure).distinct().count() > 1) {
            environment.problem(name, "has addresses with TLS and without: all of them or none.", EXAMPLE);
        }
    }

    private static List<RedisAddress> addresses(Environment environment, String mode) {
        Optional<String> url = environment.secret(URL);
        Optional<String> host = environment.value(HOST);
        if (url.isPresent()) {
            return parse(environment, url.get(), usualPort(mode));
        }
        if (host.isPresent()) {
            return fromParts(environment, host.get(), usualPort(mode));
        }
        boolean unreadable = environment.value(URL + "_FILE").isPresent();
        if (!unreadable && !environment.hasProperty("quarkus.redis.hosts")) {
            environment.problem(URL, "is missing, and REDIS_HOST too. One of them says where Redis is.", EXAMPLE);
        }
        return List.of();
    }

    private static int usualPort(String mode) {
        return mode.equals(SENTINEL) ? RedisAddress.SENTINEL_PORT : RedisAddress.DEFAULT_PORT;
    }

    private static List<RedisAddress> parse(Environment environment, String url, int usualPort) {
        try {
            return Stream.of(url.split(",", -1))
                    .map(String::strip)
                    .map(address -> RedisAddress.parse(address, usualPort))
                    .toList();
        } catch (IllegalArgumentException malformed) {
            environment.problem(URL, String.valueOf(malformed.getMessage()), EXAMPLE);
            return List.of();
        }
    }

    /** Several hosts, with commas, for Sentinel and Cluster; each may name a port of its own. */
    private static List<RedisAddress> fromParts(Environment environment, String hosts, int usualPort) {
        int port = environment.port("REDIS_PORT", usualPort).orElse(usualPort);
        String scheme = flag(environment, "REDIS_TLS") ? "rediss://" : "redis://";
        String user = environment.value("REDIS_USER").map(DatabaseUrl::encode).orElse("");
        String credentials = environment
                .secret("REDIS_PASSWORD")
                .map(password -> user + ":" + DatabaseUrl.encode(password) + "@")
                .orElse(user.isEmpty() ? "" : user + "@");
        int database = database(environment);
        try {
            return Stream.of(hosts.split(",", -1))
                    .map(host -> RedisAddress.parse(scheme + credentials + host.strip() + "/" + database, port))
                    .toList();
        } catch (IllegalArgumentException malformed) {
            environment.problem(
                    HOST, "is \"" + hosts + "\": it is a host name or an address, nothing else.", "REDIS_HOST=redis");
            return List.of();
        }
    }

    private static int database(Environment environment) {
        Optional<String> text = environment.value(DATABASE);
        if (text.isEmpty()) {
            return 0;
        }
        if (text.get().matches("[0-9]{1,4}")) {
            return Integer.parseInt(text.get());
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

    /** Empty, and noted as a problem, when it is none. */
    private static Optional<String> mode(Environment environment) {
        String mode = environment.value("REDIS_MODE").orElse(STANDALONE);
        if (List.of(STANDALONE, SENTINEL, CLUSTER).contains(mode)) {
            return Optional.of(mode);
        }
        environment.problem(
                "REDIS_MODE", "is \"" + mode + "\": it is standalone, sentinel or cluster.", "REDIS_MODE=cluster");
        return Optional.empty();
    }

    private static void client(Environment environment, String mode) {
        set(environment, "client-type", mode);
        if (mode.equals(SENTINEL)) {
            environment
                    .value("REDIS_MASTER_NAME")
                    .ifPresentOrElse(
                            name -> set(environment, "master-name", name),
                            () -> environment.problem(
                                    "REDIS_MASTER_NAME",
                                    "is missing: Sentinel needs the name of the master it watches.",
                                    "REDIS_MASTER_NAME=mymaster"));
        }
        if (mode.equals(CLUSTER)) {
            // Every transaction of Carillon stays within one hash tag, so within one node.
            set(environment, "cluster-transactions", "single-node");
            // A replica may lag behind what was just written.
            set(environment, "replicas", "never");
        }
    }

    private static void set(Environment environment, String property, String value) {
        CLIENTS.forEach(client -> environment.set(client + property, value));
    }
}
