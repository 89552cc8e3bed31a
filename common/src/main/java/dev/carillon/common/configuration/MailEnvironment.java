package dev.carillon.common.configuration;

/** {@code SMTP_*}: the mail server that worker-service delivers through. Optional as a whole: other channels work without. */
final class MailEnvironment {

    private static final String TLS = "SMTP_TLS";
    private static final int SUBMISSION_PORT = 587;

    private MailEnvironment() {}

    static void translate(Environment environment) {
        environment.value("SMTP_HOST").ifPresent(host -> environment.set("quarkus.mailer.host", host));
        environment
                .port("SMTP_PORT", SUBMISSION_PORT)
                .ifPresent(port -> environment.set("quarkus.mailer.port", Integer.toString(port)));
        environment.value("SMTP_USER").ifPresent(user -> {
            environment.set("quarkus.mailer.username", user);
            environment.set("quarkus.mailer.login", "REQUIRED");
        });
        environment.secret("SMTP_PASSWORD").ifPresent(password -> environment.set("quarkus.mailer.password", password));
        environment.value("SMTP_FROM").ifPresent(from -> environment.set("quarkus.mailer.from", from));
        environment.value(TLS).ifPresent(mode -> encryption(environment, mode));
    }

    private static void encryption(Environment environment, String mode) {
        switch (mode) {
            case "none" -> {
                environment.set("quarkus.mailer.tls", "false");
                environment.set("quarkus.mailer.start-tls", "DISABLED");
            }
            case "starttls" -> {
                environment.set("quarkus.mailer.tls", "false");
                environment.set("quarkus.mailer.start-tls", "REQUIRED");
            }
            case "tls" -> environment.set("quarkus.mailer.tls", "true");
            default ->
                environment.problem(
                        TLS,
                        "is \"" + mode + "\": it is starttls (port 587), tls (port 465) or none.",
                        TLS + "=starttls");
        }
    }
}
