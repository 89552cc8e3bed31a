package dev.carillon.api.submit;

import dev.carillon.common.body.Reading;
import java.net.URI;
import java.net.URISyntaxException;

/**
 * Reads the URL of a webhook's receiver. Only its form is judged here: whether it may be called is judged when it is, by the
 * address that its name then has.
 */
public final class WebhookUrl {

    private static final int LONGEST = 2048;
    private static final int HIGHEST_PORT = 65_535;

    private WebhookUrl() {}

    /** The URL as it was given, when its form is right. */
    public static Reading<String> read(String text) {
        if (text.length() > LONGEST) {
            return Reading.wrong("must have at most " + LONGEST + " characters");
        }
        try {
            URI url = new URI(text);
            String mistake = mistake(url);
            return mistake.isEmpty() ? Reading.right(text) : Reading.wrong(mistake);
        } catch (URISyntaxException _) {
            return Reading.wrong(
                    "must be a URL such as https://example.com/hooks; other characters are percent-encoded");
        }
    }

    private static String mistake(URI url) {
        String scheme = url.getScheme();
        if (!"https".equalsIgnoreCase(scheme) && !"http".equalsIgnoreCase(scheme)) {
            return "must be an absolute http or https URL";
        }
        String authority = url.getRawAuthority();
        if (authority != null && authority.indexOf('@') >= 0) {
            return "must not contain a user or password";
        }
        if (url.getHost() == null || url.getHost().isEmpty()) {
            return "must name a host (ASCII letters, digits and hyphens; international names as xn--…)";
        }
        if (isNumber(url.getHost())) {
            return "must name a host, or an address with its dots";
        }
        if (url.getPort() > HIGHEST_PORT || url.getPort() == 0) {
            return "must name a port from 1 to " + HIGHEST_PORT + ", or none";
        }
        if (url.getRawFragment() != null) {
            return "must not contain a fragment (#), which is never sent";
        }
        return isAscii(url) ? "" : "must be ASCII; other characters are percent-encoded";
    }

    /** Old resolvers take {@code 2130706433} for 127.0.0.1; nobody writes it so but to hide it. */
    private static boolean isNumber(String host) {
        return host.chars().allMatch(character -> character >= '0' && character <= '9');
    }

    private static boolean isAscii(URI url) {
        return url.toString().chars().allMatch(character -> character < 128);
    }
}
