package dev.carillon.local.stack;

import java.util.Locale;

/** Every port that the local suite listens on, always on 127.0.0.1. */
public enum Port {
    /** Clients submit and track jobs here. */
    API("api-service", 8080),
    /** The worker's health and metrics. */
    WORKER("worker-service", 8081),
    /** The dashboard. */
    MONITORING("monitoring-service", 8082),
    /** The embedded PostgreSQL. */
    POSTGRES("PostgreSQL", 15432),
    /** The embedded Redis. */
    REDIS("Redis", 16379),
    /** The mail catcher. */
    SMTP("the mail catcher", 11025),
    /** The receiver that webhooks can be sent to. */
    RECEIVER("the webhook receiver", 11080);

    private final String owner;
    private final int usual;

    Port(String owner, int usual) {
        this.owner = owner;
        this.usual = usual;
    }

    /** Who listens on it, for messages. */
    public String owner() {
        return owner;
    }

    /** Its number unless another is chosen. */
    public int usual() {
        return usual;
    }

    /** The command-line option that changes it. */
    public String option() {
        return "--" + name().toLowerCase(Locale.ROOT) + "-port";
    }

    /** The environment variable that changes it. */
    public String variable() {
        return "CARILLON_" + name() + "_PORT";
    }
}
