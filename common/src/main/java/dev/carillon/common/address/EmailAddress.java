package dev.carillon.common.address;

import dev.carillon.common.body.Reading;
import java.net.IDN;
import java.util.Locale;

/**
 * A mail address as servers take it: the local part as it was given, the domain in lower case and in ASCII (international
 * domains as {@code xn--…}).
 *
 * <p>It takes what people use of RFC 5321: no quoted local parts, no addresses of machines in brackets, and a domain of at least
 * two labels, since a single one is nearly always a typing error.
 */
public record EmailAddress(String local, String domain) {

    private static final int LONGEST_LOCAL = 64;
    private static final int LONGEST_DOMAIN = 253;
    private static final int LONGEST_LABEL = 63;
    /** What a forward path has room for. */
    private static final int LONGEST = 254;

    private static final String ATOM_MARKS = "!#$%&'*+-/=?^_`{|}~.";
    private static final boolean[] ATOM = atomCharacters();

    /** Reads an address such as {@code ada@example.com}. */
    public static Reading<EmailAddress> read(String text) {
        int at = text.lastIndexOf('@');
        if (at < 0) {
            return Reading.wrong("must be a mail address such as ada@example.com");
        }
        String local = text.substring(0, at);
        if (local.isEmpty() || local.length() > LONGEST_LOCAL) {
            return Reading.wrong("must have 1 to " + LONGEST_LOCAL + " characters before the @");
        }
        if (!isDotAtom(local)) {
            return Reading.wrong("must have ASCII letters, digits, dots (single, inside) and any of "
                    + ATOM_MARKS.substring(0, ATOM_MARKS.length() - 1) + " before the @");
        }
        String given = text.substring(at + 1);
        String domain = isAscii(given) ? given.toLowerCase(Locale.ROOT) : ascii(given);
        if (!isDomain(domain)) {
            return Reading.wrong("must have a domain such as example.com after the @");
        }
        if (local.length() + 1 + domain.length() > LONGEST) {
            return Reading.wrong("must have at most " + LONGEST + " characters");
        }
        return Reading.right(new EmailAddress(local, domain));
    }

    @Override
    public String toString() {
        return local + '@' + domain;
    }

    private static boolean isDotAtom(String text) {
        char previous = '.';
        for (int index = 0; index < text.length(); index++) {
            char character = text.charAt(index);
            if (character >= ATOM.length || !ATOM[character] || (character == '.' && previous == '.')) {
                return false;
            }
            previous = character;
        }
        return previous != '.';
    }

    private static boolean isDomain(String text) {
        if (text.isEmpty() || text.length() > LONGEST_DOMAIN) {
            return false;
        }
        int labels = 0;
        int start = 0;
        boolean numeric = false;
        while (start <= text.length()) {
            int dot = text.indexOf('.', start);
            int end = dot < 0 ? text.length() : dot;
            if (!isLabel(text, start, end)) {
                return false;
            }
            numeric = isNumeric(text, start, end);
            labels++;
            start = end + 1;
        }
        // No top-level domain is a number: this is a machine's address.
        return labels >= 2 && !numeric;
    }

    private static boolean isLabel(String text, int start, int end) {
        if (end == start || end - start > LONGEST_LABEL || text.charAt(start) == '-' || text.charAt(end - 1) == '-') {
            return false;
        }
        for (int index = start; index < end; index++) {
            char character = text.charAt(index);
            boolean allowed = (character >= 'a' && character <= 'z')
                    || (character >= '0' && character <= '9')
                    || character == '-';
            if (!allowed) {
                return false;
            }
        }
        return true;
    }

    private static boolean isNumeric(String text, int start, int end) {
        for (int index = start; index < end; index++) {
            if (text.charAt(index) > '9' || text.charAt(index) < '0') {
                return false;
            }
        }
        return true;
    }

    private static boolean isAscii(String text) {
        for (int index = 0; index < text.length(); index++) {
            if (text.charAt(index) >= ATOM.length) {
                return false;
            }
        }
        return true;
    }

    /** The domain's ASCII form; empty, which is no domain, when it has none. */
    private static String ascii(String domain) {
        if (domain.length() > LONGEST_DOMAIN) {
            return "";
        }
        try {
            return IDN.toASCII(domain, IDN.USE_STD3_ASCII_RULES).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException _) {
            return "";
        }
    }

    private static boolean[] atomCharacters() {
        boolean[] atom = new boolean[128];
        for (char character = 0; character < atom.length; character++) {
            atom[character] = (character >= 'a' && character <= 'z')
                    || (character >= 'A' && character <= 'Z')
                    || (character >= '0' && character <= '9')
                    || ATOM_MARKS.indexOf(character) >= 0;
        }
        return atom;
    }
}
