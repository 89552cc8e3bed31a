package dev.carillon.monitoring.session;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a person typed, as a browser sends it. The reader of forms that RESTEasy has never ends a request whose escapes are broken.
 *
 * @param next where to go afterwards; empty when the form does not say
 */
record SignInForm(String email, String password, Optional<String> next) {

    /** Reads {@code name=value&…}; a name that is given twice counts by its last. Throws {@link IllegalArgumentException} for broken escapes. */
    static SignInForm parse(String body) {
        Map<String, String> fields = new HashMap<>();
        for (String field : body.split("&", -1)) {
            int equals = field.indexOf('=');
            if (equals > 0) {
                fields.put(decode(field.substring(0, equals)), decode(field.substring(equals + 1)));
            }
        }
        return new SignInForm(
                fields.getOrDefault("email", ""),
                fields.getOrDefault("password", ""),
                Optional.ofNullable(fields.get("next")));
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    /** Nothing of it is for a log. */
    @Override
    public String toString() {
        return "SignInForm";
    }
}
