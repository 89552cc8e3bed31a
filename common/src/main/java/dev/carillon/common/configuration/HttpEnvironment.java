package dev.carillon.common.configuration;

/**
 * Lets Quarkus know the trusted proxies too, so that it makes addresses of our own with the scheme that the client used. It is
 * never switched on without them: it would then believe everybody.
 */
final class HttpEnvironment {

    private HttpEnvironment() {}

    static void translate(Environment environment) {
        environment.value("carillon.http.trusted-proxies").ifPresent(proxies -> {
            environment.set("quarkus.http.proxy.proxy-address-forwarding", "true");
            environment.set("quarkus.http.proxy.allow-x-forwarded", "true");
            environment.set("quarkus.http.proxy.trusted-proxies", proxies);
        });
    }
}
