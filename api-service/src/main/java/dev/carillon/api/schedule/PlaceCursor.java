package dev.carillon.api.schedule;

import dev.carillon.common.body.Reading;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * Where a page ended: at a name or at a time. Clients see an opaque text: the list's letter, a checksum against accidents, and the
 * place. A forged cursor reaches no more than the first page does, since every query is bound to the organization.
 */
record PlaceCursor(char list, String place) {

    private static final char NAMES = 'n';
    private static final char TIMES = 't';
    private static final int CHECKSUM_LENGTH = 8;
    private static final int LONGEST = 1_200;
    private static final String WRONG = "must be the next_cursor of a former answer of this list";

    static PlaceCursor afterName(String name) {
        return new PlaceCursor(NAMES, name);
    }

    static PlaceCursor beforeTime(Instant time) {
        return new PlaceCursor(TIMES, time.toString());
    }

    /** Reads where a list of names is to go on. */
    static Reading<String> readName(String text) {
        return read(text, NAMES).<Reading<String>>map(Reading::right).orElseGet(() -> Reading.wrong(WRONG));
    }

    /** Reads where a list of times is to go on. */
    static Reading<Instant> readTime(String text) {
        try {
            return read(text, TIMES)
                    .<Reading<Instant>>map(place -> Reading.right(Instant.parse(place)))
                    .orElseGet(() -> Reading.wrong(WRONG));
        } catch (DateTimeException _) {
            return Reading.wrong(WRONG);
        }
    }

    private static Optional<String> read(String text, char list) {
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            String plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
            if (plain.length() <= CHECKSUM_LENGTH || plain.charAt(0) != list) {
                return Optional.empty();
            }
            PlaceCursor cursor = new PlaceCursor(list, plain.substring(1 + CHECKSUM_LENGTH));
            return cursor.plain().equals(plain) ? Optional.of(cursor.place) : Optional.empty();
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /** The text form. */
    String text() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(plain().getBytes(StandardCharsets.UTF_8));
    }

    private String plain() {
        CRC32 checksum = new CRC32();
        checksum.update((list + place).getBytes(StandardCharsets.UTF_8));
        return list + HexFormat.of().toHexDigits((int) checksum.getValue()) + place;
    }
}
