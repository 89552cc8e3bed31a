package dev.carillon.common.body;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The parameters of a query, read by name, in the manner of {@link Fields}. */
public final class Parameters {

    private final Map<String, List<String>> given;
    private final Mistakes mistakes;
    private final List<String> names = new ArrayList<>();

    /** Those of one request. */
    public Parameters(Map<String, List<String>> given, Mistakes mistakes) {
        this.given = given;
        this.mistakes = mistakes;
    }

    /** A parameter that may be given, once. */
    public <T> Field<T> optional(String name, TextReader<T> reader) {
        names.add(name);
        List<String> values = given.getOrDefault(name, List.of());
        if (values.size() > 1) {
            mistakes.add(name, "is given more than once");
        } else if (!values.isEmpty()) {
            return switch (reader.read(values.getFirst())) {
                case Reading.Right<T>(T value) -> new Field<>(name, value);
                case Reading.Wrong<T>(String message) -> {
                    mistakes.add(name, message);
                    yield new Field<>(name, null);
                }
            };
        }
        return new Field<>(name, null);
    }

    /** A parameter that may be given several times, up to {@code maximum}. Has a value only when all of it is well. */
    public <T> Field<List<T>> list(String name, int maximum, TextReader<T> reader) {
        names.add(name);
        List<String> texts = given.getOrDefault(name, List.of());
        if (texts.size() > maximum) {
            mistakes.add(name, "is given %d times, and may be %d times at most".formatted(texts.size(), maximum));
            return new Field<>(name, null);
        }
        List<T> values = new ArrayList<>(texts.size());
        for (String text : texts) {
            switch (reader.read(text)) {
                case Reading.Right<T>(T value) -> values.add(value);
                case Reading.Wrong<T>(String message) -> mistakes.add(name, message);
            }
        }
        return new Field<>(name, values.size() == texts.size() ? values : null);
    }

    /** A whole number within bounds, up to nine digits. */
    public Field<Integer> wholeNumber(String name, int minimum, int maximum) {
        return optional(name, text -> {
            if (!text.isEmpty() && text.length() <= 9 && text.chars().allMatch(digit -> digit >= '0' && digit <= '9')) {
                int number = Integer.parseInt(text);
                if (number >= minimum && number <= maximum) {
                    return Reading.right(number);
                }
            }
            return Reading.wrong("must be a whole number from " + minimum + " to " + maximum);
        });
    }

    /** Notes every parameter that was not read until now. */
    public void refuseUnknown() {
        for (String name : given.keySet()) {
            if (!names.contains(name)) {
                mistakes.add(
                        Path.field(Path.ROOT, name), "is an unknown parameter; known are " + String.join(", ", names));
            }
        }
    }
}
