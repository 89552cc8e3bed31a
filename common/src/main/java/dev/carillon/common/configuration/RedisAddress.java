package dev.carillon.common.configuration;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One Redis server as {@code redis://[user]:password@host:port/database}.
 *
 * @param secure whether the connection is encrypted ({@code rediss://})
 * @param user user of the access control list, percent-encoded as given
 * @param password percent-encoded as given
 * @param host name or address; an IPv6 address keeps its brackets
 * @param port TCP port
 * @param database number of the database
 */
record RedisAddress(
        boolean secure, Optional<String> user, Optional<String> password, String host, int port, int database) {

    static final int DEFAULT_PORT = 6379;
    static final int SENTINEL_PORT = 26379;
    private static final Pattern FORM = Pattern.compile("(?<scheme>rediss?)://"
            + "(?:(?<user>[^:@/?#]*)(?::(?<password>[^@/?#]*))?@)?"
            + "(?<host>\\[[0-9a-fA-F:.]+]|[A-Za-z0-9._-]+)(?::(?<port>[0-9]+))?"
            + "(?:/(?<database>[0-9]{1,4})?)?");

    /**
     * Reads an address.
     *
     * @param usualPort the port of an address that names none
     * @throws IllegalArgumentException when it has not the form; the message never contains the address, which may hold a
     *     password
     */
    static RedisAddress parse(String text, int usualPort) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "is not of the form redis://:password@host:port/database "
                            + "(rediss:// for TLS). Characters such as @ : / ? # % in the password are percent-encoded (@ is %40).");
        }
        String port = matcher.group("port");
        OptionalInt number = port == null ? OptionalInt.of(usualPort) : Environment.parsePort(port);
        String database = matcher.group("database");
        return new RedisAddress(
                matcher.group("scheme").equals("rediss"),
                Optional.ofNullable(matcher.group("user")).filter(user -> !user.isEmpty()),
                Optional.ofNullable(matcher.group("password")).filter(password -> !password.isEmpty()),
                matcher.group("host"),
                // It is not repeated: where the host was left out, it is the password that stands here.
                number.orElseThrow(
                        () -> new IllegalArgumentException("names a port that is not a number from 1 to 65535.")),
                database == null ? 0 : Integer.parseInt(database));
    }

    /** The address as the client reads it. */
    String uri() {
        String credentials = password.map(secret -> user.orElse("") + ":" + secret + "@")
                .or(() -> user.map(name -> name + "@"))
                .orElse("");
        return "%s://%s%s:%d/%d".formatted(secure ? "rediss" : "redis", credentials, host, port, database);
    }
}
