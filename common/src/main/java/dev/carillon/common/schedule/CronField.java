package dev.carillon.common.schedule;

import com.cronutils.model.field.expression.Always;
import com.cronutils.model.field.expression.And;
import com.cronutils.model.field.expression.Between;
import com.cronutils.model.field.expression.Every;
import com.cronutils.model.field.expression.FieldExpression;
import com.cronutils.model.field.expression.On;
import com.cronutils.model.field.value.FieldValue;
import java.util.BitSet;

/** The numbers that one field of a cron expression names. */
final class CronField {

    private final BitSet numbers;

    private CronField(BitSet numbers) {
        this.numbers = numbers;
    }

    /** Those of an expression that the parser took, between the least and the greatest that the field knows. */
    static CronField of(FieldExpression expression, int least, int greatest) {
        BitSet numbers = new BitSet(greatest + 1);
        add(expression, least, greatest, numbers);
        return new CronField(numbers);
    }

    /** Those of days of the week, 1 for Monday to 7 for Sunday. Cron knows Sunday as 0 and as 7. */
    static CronField ofWeekdays(FieldExpression expression) {
        CronField field = of(expression, 0, 7);
        // "*/7" and the like begin at 0; "*/2" would else end on a Sunday that its steps do not reach.
        if (expression instanceof Every every && every.getExpression() instanceof Always) {
            field.numbers.clear(7);
        }
        if (field.numbers.get(0)) {
            field.numbers.set(7);
            field.numbers.clear(0);
        }
        return field;
    }

    boolean has(int number) {
        return numbers.get(number);
    }

    /** The least that is not less than {@code number}; -1 when there is none. */
    int from(int number) {
        return numbers.nextSetBit(number);
    }

    /** The greatest that is not greater than {@code number}; -1 when there is none. */
    int until(int number) {
        return number < 0 ? -1 : numbers.previousSetBit(number);
    }

    private static void add(FieldExpression expression, int least, int greatest, BitSet numbers) {
        switch (expression) {
            case Always _ -> numbers.set(least, greatest + 1);
            case And and -> and.getExpressions().forEach(part -> add(part, least, greatest, numbers));
            case Between range -> numbers.set(number(range.getFrom()), number(range.getTo()) + 1);
            case Every steps -> addSteps(steps, least, greatest, numbers);
            case On on -> numbers.set(on.getTime().getValue());
            default -> throw new IllegalArgumentException("Not of this dialect: " + expression.asString());
        }
    }

    /** Of a range its own bounds; a single number before the slash stands for the range from it to the greatest. */
    private static void addSteps(Every steps, int least, int greatest, BitSet numbers) {
        int first = least;
        int last = greatest;
        switch (steps.getExpression()) {
            case Between range -> {
                first = number(range.getFrom());
                last = number(range.getTo());
            }
            case On on -> first = on.getTime().getValue();
            default -> {
                // All that the field knows.
            }
        }
        for (int number = first; number <= last; number += steps.getPeriod().getValue()) {
            numbers.set(number);
        }
    }

    private static int number(FieldValue<?> value) {
        return (Integer) value.getValue();
    }
}
