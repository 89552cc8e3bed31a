package dev.carillon.common.body;

/**
 * Makes a value of a text that a client gave.
 *
 * @param <T> the value's type
 */
@FunctionalInterface
public interface TextReader<T> {

    /** The value, or what is wrong with the text. */
    Reading<T> read(String text);

    /** Takes any text of {@code minimum} to {@code maximum} characters that has no control characters but line breaks and tabs. */
    static TextReader<String> prose(int minimum, int maximum) {
        return text -> bounded(text, minimum, maximum, true);
    }

    /** Takes any text of {@code minimum} to {@code maximum} characters that has no control characters at all. */
    static TextReader<String> line(int minimum, int maximum) {
        return text -> bounded(text, minimum, maximum, false);
    }

    private static Reading<String> bounded(String text, int minimum, int maximum, boolean breaks) {
        if (text.length() < minimum) {
            return Reading.wrong(minimum == 1 ? "must not be empty" : "must have at least " + minimum + " characters");
        }
        if (text.length() > maximum) {
            return Reading.wrong("must have at most " + maximum + " characters, not " + text.length());
        }
        for (int index = 0; index < text.length(); index++) {
            char character = text.charAt(index);
            if (isControl(character) && !(breaks && (character == '\n' || character == '\r' || character == '\t'))) {
                return Reading.wrong("must not contain control characters%s (one is at position %d)"
                        .formatted(breaks ? "" : " or line breaks", index + 1));
            }
        }
        return Reading.right(text);
    }

    private static boolean isControl(char character) {
        // The last two break lines in Unicode, and in programs that believe it.
        return character < ' '
                || (character >= '\u007f' && character <= '\u009f')
                || character == '\u2028'
                || character == '\u2029';
    }
}
