package dev.carillon.common.redis;

import java.util.Locale;

/** What kind of Redis this installation has. */
public enum RedisMode {
    /** One server. */
    STANDALONE,

    /** One server of several, of which Sentinel says which it is now. */
    SENTINEL,

    /** Several servers that share the keys. */
    CLUSTER;

    /** The mode that the client's type means; a server with replicas is one server to us. */
    static RedisMode of(String clientType) {
        return switch (clientType.toLowerCase(Locale.ROOT)) {
            case "sentinel" -> SENTINEL;
            case "cluster" -> CLUSTER;
            default -> STANDALONE;
        };
    }

    /** The word that {@code REDIS_MODE} takes. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
