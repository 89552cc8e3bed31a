package dev.carillon.common.configuration;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where PostgreSQL is, read from any form in common use: {@code postgresql://}, {@code postgres://} (Heroku and most hosts),
 * {@code jdbc:postgresql://} (Java) or {@code vertx-reactive:postgresql://} (Quarkus).
 *
 * @param host name or address; an IPv6 address keeps its brackets
 * @param port TCP port
 * @param database name of the database, decoded
 * @param user from the user information or the parameter {@code user}, decoded
 * @param password from the user information or the parameter {@code password}, decoded
 * @param parameters what follows the question mark, without user and password, decoded
 */
record DatabaseUrl(
        String host,
        int port,
        String database,
        Optional<String> user,
        Optional<String> password,
        Map<String, String> parameters) {

    private static final List<String> PREFIXES =
            List.of("vertx-reactive:postgresql://", "jdbc:postgresql://", "postgresql://", "postgres://");
    private static final Pattern AFTER_PREFIX = Pattern.compile("(?:(?<user>[^:@/?#]*)(?::(?<password>[^@/?#]*))?@)?"
            + "(?<host>\\[[0-9a-fA-F:.]+]|[A-Za-z0-9._-]+)(?::(?<port>[0-9]+))?"
            + "/(?<database>[^/?#]+)(?:\\?(?<query>[^#]*))?");
    private static final int DEFAULT_PORT = 5432;

    /**
     * Reads a URL.
     *
     * @throws IllegalArgumentException when it has none of the forms; the message never contains the URL, which may hold a
     *     password
     */
    static DatabaseUrl parse(String text) {
        String rest = PREFIXES.stream()
                .filter(text::startsWith)
                .findFirst()
                .map(prefix -> text.substring(prefix.length()))
                .orElseThrow(() -> new IllegalArgumentException(
                        "does not start with postgresql://, postgres:// or jdbc:postgresql://."));
        Matcher matcher = AFTER_PREFIX.matcher(rest);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("is not of the form postgresql://user:password@host:port/database. "
                    + "It names one host and one database, and characters such as @ : / ? # % in the user or the password "
                    + "are percent-encoded (@ is %40).");
        }
        Map<String, String> parameters = parameters(matcher.group("query"));
        Optional<String> user = Optional.ofNullable(parameters.remove("user"))
                .or(() -> Optional.ofNullable(matcher.group("user"))
                        .filter(name -> !name.isEmpty())
                        .map(DatabaseUrl::decode));
        Optional<String> password = Optional.ofNullable(parameters.remove("password"))
                .or(() -> Optional.ofNullable(matcher.group("password")).map(DatabaseUrl::decode));
        return new DatabaseUrl(
                matcher.group("host"),
                port(matcher.group("port")),
                decode(matcher.group("database")),
                user,
                password,
                Map.copyOf(parameters));
    }

    /** The form without user, password and parameters that the reactive client reads. */
    String reactive() {
        return "postgresql://%s:%d/%s".formatted(host, port, encode(database));
    }

    /** The form without user, password and parameters that JDBC reads. */
    String jdbc() {
        return "jdbc:" + reactive();
    }

    private static int port(@Nullable String text) {
        if (text == null) {
            return DEFAULT_PORT;
        }
        // It is not repeated: where the host was left out, it is the password that stands here.
        OptionalInt port = Environment.parsePort(text);
        return port.orElseThrow(
                () -> new IllegalArgumentException("names a port that is not a number from 1 to 65535."));
    }

    private static Map<String, String> parameters(@Nullable String query) {
        Map<String, String> parameters = new LinkedHashMap<>();
        if (query == null) {
            return parameters;
        }
        for (String parameter : query.split("&", -1)) {
            if (!parameter.isEmpty()) {
                int equals = parameter.indexOf('=');
                String name = equals < 0 ? parameter : parameter.substring(0, equals);
                parameters.put(decode(name), equals < 0 ? "" : decode(parameter.substring(equals + 1)));
            }
        }
        return parameters;
    }

    private static String decode(String text) {
        try {
            // A plus sign stands for itself here, unlike in HTML forms.
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            throw new IllegalArgumentException("contains a % that is not followed by two hexadecimal digits; "
                    + "a % that stands for itself is written %25.");
        }
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
