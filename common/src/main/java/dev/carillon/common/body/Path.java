package dev.carillon.common.body;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import org.jspecify.annotations.Nullable;

/** Names places in a body, such as {@code items[3].subject}. */
final class Path {

    /** What the body as a whole goes by. */
    static final String ROOT = "";

    // Of a name that a client made up, as much as it needs to be recognised.
    private static final int MAXIMUM_NAME_LENGTH = 64;

    private Path() {}

    /** The place of a field in the object at {@code parent}. */
    static String field(String parent, String name) {
        String shown = shortened(name);
        return parent.isEmpty() ? shown : parent + '.' + shown;
    }

    /** The place of an element of the array at {@code parent}. */
    static String element(String parent, int index) {
        return parent + '[' + index + ']';
    }

    /** Where the parser stands. */
    static String of(JsonParser parser) {
        return of(parser.getParsingContext());
    }

    private static String of(@Nullable JsonStreamContext context) {
        if (context == null || context.inRoot()) {
            return ROOT;
        }
        String parent = of(context.getParent());
        if (context.inArray()) {
            return element(parent, context.getCurrentIndex());
        }
        String name = context.getCurrentName();
        return name == null ? parent : field(parent, name);
    }

    private static String shortened(String name) {
        if (name.length() <= MAXIMUM_NAME_LENGTH) {
            return name;
        }
        return name.substring(0, name.offsetByCodePoints(0, MAXIMUM_NAME_LENGTH / 2)) + '…';
    }
}
