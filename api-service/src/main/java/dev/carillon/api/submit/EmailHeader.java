package dev.carillon.api.submit;

import dev.carillon.common.body.Reading;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The additional headers that a client may give a mail: those that the mail does not have by itself, and in one line each. */
final class EmailHeader {

    private static final int LONGEST_NAME = 76;
    private static final int LONGEST_VALUE = 998;
    private static final String TOKEN_MARKS = "!#$%&'*+-.^_`|~";

    // What the mail has from other fields of the request, from us, or from the servers on its way.
    private static final Set<String> RESERVED = Set.of(
            "from",
            "to",
            "cc",
            "bcc",
            "subject",
            "date",
            "message-id",
            "mime-version",
            "reply-to",
            "sender",
            "received",
            "return-path",
            "authentication-results",
            "delivered-to",
            "errors-to",
            "apparently-to",
            "disposition-notification-to",
            "return-receipt-to");
    private static final Set<String> RESERVED_BEGINNINGS =
            Set.of("content-", "dkim-", "arc-", "resent-", "x-carillon-");

    private EmailHeader() {}

    static Reading<String> readName(String text) {
        if (text.isEmpty() || text.length() > LONGEST_NAME) {
            return Reading.wrong("must have 1 to " + LONGEST_NAME + " characters");
        }
        for (int index = 0; index < text.length(); index++) {
            if (!isToken(text.charAt(index))) {
                return Reading.wrong("must have letters, digits, hyphens and other token characters only (RFC 9110)");
            }
        }
        String name = text.toLowerCase(Locale.ROOT);
        if (RESERVED.contains(name) || RESERVED_BEGINNINGS.stream().anyMatch(name::startsWith)) {
            return Reading.wrong("must not be a header that the mail has by itself");
        }
        return Reading.right(text);
    }

    static Reading<String> readValue(String text) {
        if (text.isBlank() || text.length() > LONGEST_VALUE) {
            return Reading.wrong("must have 1 to " + LONGEST_VALUE + " characters");
        }
        for (int index = 0; index < text.length(); index++) {
            char character = text.charAt(index);
            if ((character < ' ' && character != '\t') || character > '~') {
                return Reading.wrong("must be one line of printable ASCII; encode other characters (RFC 2047)");
            }
        }
        return Reading.right(text);
    }

    /** A name that occurs twice, written in different cases. */
    static Optional<String> findRepeated(Map<String, String> headers) {
        Set<String> seen = new HashSet<>();
        return headers.keySet().stream()
                .filter(name -> !seen.add(name.toLowerCase(Locale.ROOT)))
                .findFirst();
    }

    private static boolean isToken(char character) {
        return (character >= 'a' && character <= 'z')
                || (character >= 'A' && character <= 'Z')
                || (character >= '0' && character <= '9')
                || TOKEN_MARKS.indexOf(character) >= 0;
    }
}
