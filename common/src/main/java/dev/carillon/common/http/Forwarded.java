package dev.carillon.common.http;

import java.util.ArrayList;
import java.util.List;

/** Reads the field {@code Forwarded} (RFC 7239): {@code for=192.0.2.43;proto=https, for="[2001:db8::17]:4711"}. */
final class Forwarded {

    private Forwarded() {}

    /**
     * What each hop says under a name, in the order of the hops.
     *
     * @param values of the field, in the order received
     * @param name such as {@code for}, in lower case
     * @return one text a hop; empty where it says nothing
     */
    static List<String> parameters(List<String> values, String name) {
        List<String> parameters = new ArrayList<>();
        for (String value : values) {
            for (String hop : split(value, ',')) {
                parameters.add(parameter(hop, name));
            }
        }
        return parameters;
    }

    private static String parameter(String hop, String name) {
        for (String pair : split(hop, ';')) {
            int equals = pair.indexOf('=');
            if (equals > 0 && pair.substring(0, equals).strip().equalsIgnoreCase(name)) {
                return unquoted(pair.substring(equals + 1).strip());
            }
        }
        return "";
    }

    /** Separators within quotes separate nothing: a client could otherwise make hops of its own. */
    private static List<String> split(String text, char separator) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        boolean quoted = false;
        for (int index = 0; index < text.length(); index++) {
            char character = text.charAt(index);
            if (quoted && character == '\\' && index + 1 < text.length()) {
                part.append(character).append(text.charAt(++index));
                continue;
            }
            quoted ^= character == '"';
            if (character == separator && !quoted) {
                parts.add(part.toString());
                part.setLength(0);
            } else {
                part.append(character);
            }
        }
        parts.add(part.toString());
        return parts;
    }

    private static String unquoted(String value) {
        return value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"")
                ? value.substring(1, value.length() - 1).replaceAll("\\\\(.)", "$1")
                : value;
    }
}
