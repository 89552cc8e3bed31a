package dev.carillon.common.body;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one JSON object, read by name. Each read notes what is wrong and goes on; {@link #refuseUnknown} notes what
 * nobody read; {@link Mistakes#throwIfAny} then refuses the request with every mistake at once. A field that is null counts as not given.
 */
public final class Fields {

    private static final String MISSING = "is required";

    private final ObjectNode object;
    private final String path;
    private final Mistakes mistakes;
    private final List<String> names = new ArrayList<>(16);
    private int found;

    private Fields(ObjectNode object, String path, Mistakes mistakes) {
        this.object = object;
        this.path = path;
        this.mistakes = mistakes;
    }

    /** The fields of a body's root. Throws 422 at once when it is something else than an object. */
    public static Fields of(JsonNode root, Mistakes mistakes) {
        if (root instanceof ObjectNode object) {
            return new Fields(object, Path.ROOT, mistakes);
        }
        mistakes.add(Path.ROOT, "the body must be an object, not " + kind(root));
        mistakes.throwIfAny();
        throw new IllegalStateException("A mistake was noted and is gone");
    }

    /** A text that must be given. */
    public <T> Field<T> required(String name, TextReader<T> reader) {
        return text(name, reader, true);
    }

    /** A text that may be given. */
    public <T> Field<T> optional(String name, TextReader<T> reader) {
        return text(name, reader, false);
    }

    /** An array of texts. Has a value only when all of it is well. */
    public <T> Field<List<T>> list(String name, boolean required, int maximum, TextReader<T> reader) {
        String place = Path.field(path, name);
        JsonNode node = take(name, required);
        if (node == null) {
            return new Field<>(place, null);
        }
        if (!node.isArray()) {
            return wrong(place, "must be an array of strings, not " + kind(node));
        }
        if (required && node.isEmpty()) {
            return wrong(place, "must not be empty");
        }
        if (node.size() > maximum) {
            return wrong(place, "must have at most %d elements, not %d".formatted(maximum, node.size()));
        }
        List<T> values = new ArrayList<>(node.size());
        for (int index = 0; index < node.size(); index++) {
            T value = read(node.get(index), Path.element(place, index), reader);
            if (value != null) {
                values.add(value);
            }
        }
        return new Field<>(place, values.size() == node.size() ? values : null);
    }

    /** An object of texts. Has a value only when all of it is well. */
    public Field<Map<String, String>> texts(
            String name, int maximum, TextReader<String> nameReader, TextReader<String> valueReader) {
        String place = Path.field(path, name);
        JsonNode node = take(name, false);
        if (node == null) {
            return new Field<>(place, null);
        }
        if (!node.isObject()) {
            return wrong(place, "must be an object of strings, not " + kind(node));
        }
        if (node.size() > maximum) {
            return wrong(place, "must have at most %d fields, not %d".formatted(maximum, node.size()));
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            String entryPlace = Path.field(place, entry.getKey());
            if (nameReader.read(entry.getKey()) instanceof Reading.Wrong<String>(String message)) {
                mistakes.add(entryPlace, "has a wrong name: it " + message);
            }
            String value = read(entry.getValue(), entryPlace, valueReader);
            if (value != null) {
                values.put(entry.getKey(), value);
            }
        }
        return new Field<>(place, values.size() == node.size() ? values : null);
    }

    /**
     * An array of objects, which must be given and hold at least one. What is wrong inside them is noted under their index; the
     * field has a value only when all elements are objects.
     */
    public <T> Field<List<T>> objects(String name, int maximum, Function<Fields, T> reader) {
        String place = Path.field(path, name);
        JsonNode node = take(name, true);
        if (node == null) {
            return new Field<>(place, null);
        }
        if (!node.isArray()) {
            return wrong(place, "must be an array of objects, not " + kind(node));
        }
        if (node.isEmpty() || node.size() > maximum) {
            return wrong(place, "must have 1 to %d elements, not %d".formatted(maximum, node.size()));
        }
        List<T> values = new ArrayList<>(node.size());
        for (int index = 0; index < node.size(); index++) {
            String element = Path.element(place, index);
            if (node.get(index) instanceof ObjectNode fields) {
                values.add(reader.apply(new Fields(fields, element, mistakes)));
            } else {
                mistakes.add(element, "must be an object, not " + kind(node.get(index)));
            }
        }
        return new Field<>(place, values.size() == node.size() ? values : null);
    }

    /** An object whose fields {@code reader} reads. What is wrong inside it is noted under its name. */
    public <T> Field<T> object(String name, Function<Fields, @Nullable T> reader) {
        String place = Path.field(path, name);
        JsonNode node = take(name, false);
        if (node == null) {
            return new Field<>(place, null);
        }
        return node instanceof ObjectNode fields
                ? new Field<>(place, reader.apply(new Fields(fields, place, mistakes)))
                : wrong(place, "must be an object, not " + kind(node));
    }

    /** A whole number within bounds. */
    public Field<Integer> wholeNumber(String name, int minimum, int maximum) {
        String place = Path.field(path, name);
        JsonNode node = take(name, false);
        if (node == null) {
            return new Field<>(place, null);
        }
        if (!node.isInt() || node.intValue() < minimum || node.intValue() > maximum) {
            return wrong(
                    place,
                    "must be a whole number from %d to %d%s"
                            .formatted(minimum, maximum, node.isNumber() ? "" : ", not " + kind(node)));
        }
        return new Field<>(place, node.intValue());
    }

    /** A moment in time, as RFC 3339 writes it. */
    public Field<Instant> time(String name) {
        return optional(name, Times::read);
    }

    /** An object whose fields are the client's own business. */
    public Field<JsonNode> freeObject(String name) {
        String place = Path.field(path, name);
        JsonNode node = take(name, false);
        if (node == null) {
            return new Field<>(place, null);
        }
        return node.isObject() ? new Field<>(place, node) : wrong(place, "must be an object, not " + kind(node));
    }

    /** Notes a mistake that shows only when several fields are seen together. */
    public void mistake(String name, String message) {
        mistakes.add(Path.field(path, name), message);
    }

    /** Whether a field was given, be it rightly or wrongly. */
    public boolean has(String name) {
        return object.hasNonNull(name);
    }

    /** Notes every field that was not read until now. */
    public void refuseUnknown() {
        // Counting is all that a good request costs.
        if (found == object.size()) {
            return;
        }
        for (Map.Entry<String, JsonNode> entry : object.properties()) {
            if (!names.contains(entry.getKey())) {
                mistakes.add(
                        Path.field(path, entry.getKey()), "is an unknown field; known are " + String.join(", ", names));
            }
        }
    }

    private <T> Field<T> text(String name, TextReader<T> reader, boolean required) {
        String place = Path.field(path, name);
        JsonNode node = take(name, required);
        return new Field<>(place, node == null ? null : read(node, place, reader));
    }

    private <T> @Nullable T read(JsonNode node, String place, TextReader<T> reader) {
        if (!node.isTextual()) {
            mistakes.add(place, "must be a string, not " + kind(node));
            return null;
        }
        return switch (reader.read(node.textValue())) {
            case Reading.Right<T>(T value) -> value;
            case Reading.Wrong<T>(String message) -> {
                mistakes.add(place, message);
                yield null;
            }
        };
    }

    private @Nullable JsonNode take(String name, boolean required) {
        names.add(name);
        JsonNode node = object.get(name);
        if (node != null) {
            found++;
        }
        if (node == null || node.isNull()) {
            if (required) {
                mistakes.add(Path.field(path, name), MISSING);
            }
            return null;
        }
        return node;
    }

    private <T> Field<T> wrong(String place, String message) {
        mistakes.add(place, message);
        return new Field<>(place, null);
    }

    private static String kind(JsonNode node) {
        return switch (node.getNodeType()) {
            case OBJECT, POJO -> "an object";
            case ARRAY -> "an array";
            case STRING, BINARY -> "a string";
            case NUMBER -> "a number";
            case BOOLEAN -> "true or false";
            case NULL, MISSING -> "null";
        };
    }
}
