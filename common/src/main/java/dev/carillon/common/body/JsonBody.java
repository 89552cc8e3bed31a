package dev.carillon.common.body;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * A request's body as strict JSON: UTF-8, one value, bounded depth, no name twice in an object, and only what PostgreSQL can
 * keep.
 */
public final class JsonBody {

    private static final int MAXIMUM_DEPTH = 32;
    private static final int MAXIMUM_NAME_LENGTH = 256;
    private static final int MAXIMUM_DIGITS = 100;
    // A value takes a hundred times the memory of its shortest text.
    private static final int MAXIMUM_VALUES = 100_000;
    // Somewhat more than a double has. PostgreSQL refuses numbers from 10^131072 on.
    private static final int MAXIMUM_EXPONENT = 400;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNameLength(MAXIMUM_NAME_LENGTH)
                    .maxNumberLength(MAXIMUM_DIGITS)
                    .build())
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();
    private static final JsonNodeFactory NODES = JsonNodeFactory.withExactBigDecimals(true);

    private final JsonParser parser;
    private final Mistakes mistakes;
    private int values;

    private JsonBody(JsonParser parser, Mistakes mistakes) {
        this.parser = parser;
        this.mistakes = mistakes;
    }

    /**
     * The value that the text holds. What is JSON but cannot be taken (a name that occurs twice, a character or number that
     * cannot be stored) is noted in {@code mistakes}.
     *
     * @throws dev.carillon.common.problem.ProblemException 400, when the text is not JSON
     */
    public static JsonNode parse(byte[] text, Mistakes mistakes) {
        try (JsonParser parser = FACTORY.createParser(characters(text))) {
            return read(parser, mistakes);
        } catch (IOException e) {
            throw MalformedJson.of(e);
        }
    }

    private static JsonNode read(JsonParser parser, Mistakes mistakes) throws IOException {
        try {
            return new JsonBody(parser, mistakes).document();
        } catch (StreamConstraintsException _) {
            // It says no place itself.
            throw MalformedJson.at(
                    parser,
                    "a name has over %d characters or a number over %d digits"
                            .formatted(MAXIMUM_NAME_LENGTH, MAXIMUM_DIGITS));
        }
    }

    /** Decoded here, since parsers are lenient: they guess at encodings, and take characters that are written too long. */
    private static char[] characters(byte[] text) throws CharacterCodingException {
        CharBuffer characters = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(text));
        char[] exact = new char[characters.remaining()];
        characters.get(exact);
        return exact;
    }

    private JsonNode document() throws IOException {
        JsonToken first = parser.nextToken();
        if (first == null) {
            throw MalformedJson.empty();
        }
        JsonNode root = value(first, 0);
        if (parser.nextToken() != null) {
            throw MalformedJson.at(parser, "more text follows the value; a request holds exactly one");
        }
        return root;
    }

    private JsonNode value(JsonToken token, int depth) throws IOException {
        if (++values > MAXIMUM_VALUES) {
            throw MalformedJson.at(parser, "a body may hold " + MAXIMUM_VALUES + " values");
        }
        return switch (token) {
            case START_OBJECT -> object(depth + 1);
            case START_ARRAY -> array(depth + 1);
            case VALUE_STRING -> NODES.textNode(checked(parser.getText()));
            case VALUE_NUMBER_INT -> wholeNumber();
            case VALUE_NUMBER_FLOAT -> NODES.numberNode(decimal());
            case VALUE_TRUE -> NODES.booleanNode(true);
            case VALUE_FALSE -> NODES.booleanNode(false);
            case VALUE_NULL -> NODES.nullNode();
            case NOT_AVAILABLE, END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT ->
                throw new IllegalStateException("The JSON parser promised a value and gave " + token);
        };
    }

    private ObjectNode object(int depth) throws IOException {
        refuseTooDeep(depth);
        ObjectNode object = NODES.objectNode();
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            checked(name);
            if (object.replace(name, value(parser.nextToken(), depth)) != null) {
                mistakes.add(Path.of(parser), "is given more than once");
            }
        }
        return object;
    }

    private ArrayNode array(int depth) throws IOException {
        refuseTooDeep(depth);
        ArrayNode array = NODES.arrayNode();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            array.add(value(token, depth));
        }
        return array;
    }

    private void refuseTooDeep(int depth) {
        if (depth > MAXIMUM_DEPTH) {
            throw MalformedJson.at(parser, "objects and arrays may be nested " + MAXIMUM_DEPTH + " deep");
        }
    }

    private JsonNode wholeNumber() throws IOException {
        return switch (parser.getNumberType()) {
            case INT -> NODES.numberNode(parser.getIntValue());
            case LONG -> NODES.numberNode(parser.getLongValue());
            case BIG_INTEGER, FLOAT, DOUBLE, BIG_DECIMAL -> NODES.numberNode(parser.getBigIntegerValue());
        };
    }

    private BigDecimal decimal() throws IOException {
        BigDecimal number;
        try {
            number = parser.getDecimalValue();
        } catch (NumberFormatException _) {
            // Its exponent alone is too long to be read.
            return outOfBounds();
        }
        long magnitude = (long) number.precision() - number.scale();
        if (number.signum() != 0 && Math.abs(magnitude) > MAXIMUM_EXPONENT
                || Math.abs((long) number.scale()) > MAXIMUM_EXPONENT) {
            return outOfBounds();
        }
        return number;
    }

    private BigDecimal outOfBounds() {
        mistakes.add(Path.of(parser), "is too large or too small a number");
        return BigDecimal.ZERO;
    }

    private String checked(String text) {
        for (int index = 0; index < text.length(); index++) {
            char character = text.charAt(index);
            if (character == 0) {
                mistakes.add(Path.of(parser), "must not contain the character U+0000");
                return text;
            }
            if (Character.isSurrogate(character)) {
                if (Character.isLowSurrogate(character)
                        || index + 1 == text.length()
                        || !Character.isLowSurrogate(text.charAt(index + 1))) {
                    mistakes.add(Path.of(parser), "must not contain half a surrogate pair, which is no character");
                    return text;
                }
                index++;
            }
        }
        return text;
    }
}
