package dev.carillon.common.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.carillon.common.body.Reading;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CronTest {

    private static final LocalDateTime SATURDAY = LocalDateTime.parse("2026-11-21T13:45");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "* * * * *          | 2026-11-21T13:46 2026-11-21T13:47",
                "30 9 * * mon-fri   | 2026-11-23T09:30 2026-11-24T09:30",
                "30 9 * * 1-5       | 2026-11-23T09:30 2026-11-24T09:30",
                "0 0 29 2 *         | 2028-02-29T00:00 2032-02-29T00:00",
                "0 0 31 * *         | 2026-12-31T00:00 2027-01-31T00:00 2027-03-31T00:00",
                "*/20 8-9 * * *     | 2026-11-22T08:00 2026-11-22T08:20 2026-11-22T08:40 2026-11-22T09:00",
                "5/25 13 * * *      | 2026-11-21T13:55 2026-11-22T13:05",
                "1,2-4,50/5 13 * * * | 2026-11-21T13:50 2026-11-21T13:55 2026-11-22T13:01",
                "0 0 * * 0          | 2026-11-22T00:00 2026-11-29T00:00",
                "0 0 * * 7          | 2026-11-22T00:00 2026-11-29T00:00",
                "0 0 * * SUN        | 2026-11-22T00:00 2026-11-29T00:00",
                "0 0 * * sat-sun    | 2026-11-22T00:00 2026-11-28T00:00 2026-11-29T00:00",
                "0 0 * * */2        | 2026-11-22T00:00 2026-11-24T00:00 2026-11-26T00:00 2026-11-28T00:00",
                "0 12 1 jan,jul *   | 2027-01-01T12:00 2027-07-01T12:00",
                "0 0 13 * fri       | 2026-11-27T00:00 2026-12-04T00:00 2026-12-11T00:00 2026-12-13T00:00",
                "0 0 30 2 mon       | 2027-02-01T00:00 2027-02-08T00:00",
                "@hourly            | 2026-11-21T14:00 2026-11-21T15:00",
                "@daily             | 2026-11-22T00:00 2026-11-23T00:00",
                "@midnight          | 2026-11-22T00:00 2026-11-23T00:00",
                "@weekly            | 2026-11-22T00:00 2026-11-29T00:00",
                "@monthly           | 2026-12-01T00:00 2027-01-01T00:00",
                "@yearly            | 2027-01-01T00:00 2028-01-01T00:00",
                "@annually          | 2027-01-01T00:00 2028-01-01T00:00",
            })
    void anExpressionComesAtItsTimes(String expression, String times) {
        List<String> expected = List.of(times.split(" ", -1));

        Cron cron = Cron.of(expression);

        List<String> found = new ArrayList<>();
        Optional<LocalDateTime> time = cron.after(SATURDAY);
        while (time.isPresent() && found.size() < expected.size()) {
            found.add(time.get().toString());
            time = cron.after(time.get());
        }
        assertEquals(expected, found);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "* * * *",
                "* * * * * *",
                "60 * * * *",
                "* 24 * * *",
                "0 0 0 * *",
                "0 0 32 * *",
                "0 0 * 13 *",
                "0 0 * * 8",
                "*/0 * * * *",
                "*/90 * * * *",
                "30-10 * * * *",
                "-1 * * * *",
                "a b c d e",
                "0 0 L * *",
                "0 0 15W * *",
                "0 0 * * 5#2",
                "0 0 ? * *",
                "@reboot",
                "@DAILY",
                "1/2/3 * * * *",
                "1, * * * *",
                "99999999999 * * * *",
                "\u0660 * * * *",
                "+5 * * * *",
                "0 0 * * sunday",
                "* * * * *\u0000",
                "0 0 * * fri-mon"
            })
    void whatIsNoExpressionIsRefusedWithAReason(String text) {
        Reading.Wrong<Cron> wrong = assertInstanceOf(Reading.Wrong.class, Cron.read(text));

        assertTrue(wrong.message().startsWith("must "), wrong.message());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0 0 30 2 *", "0 0 31 4,6,9,11 *", "* * 30-31 feb *", "59 23 31 2,4 *"})
    void whatNeverComesIsRefusedAtOnce(String text) {
        Cron.read(text);

        Reading<Cron> reading = assertTimeout(Duration.ofMillis(20), () -> Cron.read(text));

        assertEquals(
                "never comes: none of its months has such a day",
                assertInstanceOf(Reading.Wrong.class, reading).message());
    }

    @Test
    void anEndlessExpressionIsRefused() {
        assertInstanceOf(Reading.Wrong.class, Cron.read("1,".repeat(100_000) + "1 * * * *"));
    }
}
