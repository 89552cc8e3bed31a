package dev.carillon.api.track;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.carillon.common.body.Reading;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class PageCursorTest {

    @Property
    void everyCursorReadsBack(@ForAll long high, @ForAll long low) {
        PageCursor cursor = new PageCursor(new UUID(high, low));

        assertEquals(Reading.right(cursor), PageCursor.read(cursor.text()));
        assertTrue(cursor.text().matches("[A-Za-z0-9_-]+"), cursor.text());
    }

    @Property
    void anyOtherTextIsRefused(@ForAll String text) {
        assertInstanceOf(Reading.Wrong.class, PageCursor.read(text));
    }

    @Test
    void aCursorThatWasChangedIsRefused() {
        String cursor = new PageCursor(UUID.randomUUID()).text();
        for (int index = 0; index < cursor.length(); index++) {
            char other = cursor.charAt(index) == 'A' ? 'B' : 'A';
            String changed = cursor.substring(0, index) + other + cursor.substring(index + 1);
            assertInstanceOf(Reading.Wrong.class, PageCursor.read(changed), changed);
        }
    }
}
