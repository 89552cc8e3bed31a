package dev.carillon.common.configuration;

/**
 * Lets Quarkus know the trusted proxies too, so that it makes addresses of our own with the scheme that the client used. It is
 * never switched on without them: it would then believe everybody. Likewise the origins whose pages may read answers: without any,
 * none may.
 */
final class HttpEnvironment {

    private HttpEnvironment() {}

    static void translate(Environment environment) {
        environment.value("carillon.http.trusted-proxies").ifPresent(proxies -> {
            environment.set("quarkus.http.proxy.proxy-address-forwarding", "true");
            environment.set("quarkus.http.proxy.allow-x-forwarded", "true");
            environment.set("quarkus.http.proxy.trusted-proxies", proxies);
        });
        environment.value("carillon.http.cors-origins").ifPresent(origins -> {
            environment.set("quarkus.http.cors.enabled", "true");
            environment.set("quarkus.http.cors.origins", origins);
            environment.set("quarkus.http.cors.methods", "GET,POST,PUT,PATCH,DELETE");
            // Not X-Carillon-Request: pages of other origins act by an API key, never by somebody's session.
            environment.set(
                    "quarkus.http.cors.headers", "Accept,Authorization,Content-Type,Idempotency-Key,X-Request-Id");
            environment.set(
                    "quarkus.http.cors.exposed-headers",
                    "Location,RateLimit,RateLimit-Policy,Retry-After,X-Request-Id");
            environment.set("quarkus.http.cors.access-control-allow-credentials", "false");
            environment.set("quarkus.http.cors.access-control-max-age", "PT1H");
        });
    }
}
