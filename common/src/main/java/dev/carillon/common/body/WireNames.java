package dev.carillon.common.body;

import dev.carillon.common.job.WireNamed;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Reads constants by the names that they have in JSON. */
public final class WireNames {

    private WireNames() {}

    /** Takes the name of one of {@code values}, and tells of all of them when it is given another. */
    @SafeVarargs
    public static <E extends WireNamed> TextReader<E> reader(E... values) {
        List<E> choices = List.of(values);
        String expected = Arrays.stream(values).map(WireNamed::wireName).collect(Collectors.joining(", "));
        String message = values.length == 1 ? "must be " + expected : "must be one of " + expected;
        return text -> {
            for (E choice : choices) {
                if (choice.wireName().equals(text)) {
                    return Reading.right(choice);
                }
            }
            return Reading.wrong(message);
        };
    }
}
