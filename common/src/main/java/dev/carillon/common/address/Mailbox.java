package dev.carillon.common.address;

import dev.carillon.common.body.Reading;
import dev.carillon.common.body.TextReader;
import org.jspecify.annotations.Nullable;

/**
 * Somebody's place in a mail header: an address, and the name to show for it. Its text form is {@code ada@example.com} or
 * {@code Ada Lovelace <ada@example.com>}, with quotation marks around the name where the mail standard wants them: around ASCII
 * with commas and the like. Other names are encoded as a whole when they are sent (RFC 2047), and marks around them would
 * be shown.
 *
 * @param name without quotation marks; null for none
 */
public record Mailbox(@Nullable String name, EmailAddress address) {

    private static final int LONGEST_NAME = 200;
    private static final TextReader<String> NAME = TextReader.line(0, LONGEST_NAME);

    /** Reads either form. */
    public static Reading<Mailbox> read(String text) {
        String trimmed = text.strip();
        if (!trimmed.endsWith(">")) {
            return read(null, trimmed);
        }
        int open = trimmed.lastIndexOf('<');
        if (open < 0) {
            return Reading.wrong("must be a mail address, alone or as Name <ada@example.com>");
        }
        String address = trimmed.substring(open + 1, trimmed.length() - 1);
        String given = trimmed.substring(0, open).strip();
        return switch (NAME.read(given)) {
            case Reading.Wrong<String>(String message) -> Reading.wrong("has a name that " + message);
            case Reading.Right<String>(String name) -> {
                String unquoted = unquoted(name);
                yield unquoted == null
                        ? Reading.wrong("has a name with quotation marks, backslashes or angle brackets in it")
                        : read(unquoted.isEmpty() ? null : unquoted, address);
            }
        };
    }

    private static Reading<Mailbox> read(@Nullable String name, String address) {
        return switch (EmailAddress.read(address)) {
            case Reading.Wrong<EmailAddress>(String message) -> Reading.wrong(message);
            case Reading.Right<EmailAddress>(EmailAddress right) -> Reading.right(new Mailbox(name, right));
        };
    }

    /** The name without quotation marks around it; null when there are any within, or anything else that mails escape. */
    private static @Nullable String unquoted(String name) {
        boolean quoted = name.length() >= 2 && name.startsWith("\"") && name.endsWith("\"");
        String plain = quoted ? name.substring(1, name.length() - 1).strip() : name;
        return plain.chars().anyMatch(character -> "\"\\<>".indexOf(character) >= 0) ? null : plain;
    }

    @Override
    public String toString() {
        if (name == null) {
            return address.toString();
        }
        return (needsQuotation(name) ? '"' + name + '"' : name) + " <" + address + '>';
    }

    private static boolean needsQuotation(String name) {
        boolean special = false;
        for (int index = 0; index < name.length(); index++) {
            char character = name.charAt(index);
            if (character > '~') {
                return false;
            }
            special |= "()[]:;@,.".indexOf(character) >= 0;
        }
        return special;
    }
}
