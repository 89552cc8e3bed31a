package dev.carillon.api.track;

import dev.carillon.common.body.Reading;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.UUID;
import java.util.zip.CRC32;

/**
 * Where a page ended. Clients see an opaque text: the version of this form, the id and a checksum, in base64. The
 * checksum is against accidents; a forged cursor reaches no more than a filter does, since every query is bound to the
 * organization.
 *
 * @param last the id of the oldest thing that was shown
 */
public record PageCursor(UUID last) {

    private static final byte VERSION = 1;
    private static final int LENGTH = 1 + 2 * Long.BYTES + Integer.BYTES;
    private static final int TEXT_LENGTH = LENGTH / 3 * 4;
    private static final String WRONG = "must be the next_cursor of a former answer";

    /** Reads the text form. */
    public static Reading<PageCursor> read(String text) {
        if (text.length() != TEXT_LENGTH) {
            return Reading.wrong(WRONG);
        }
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException _) {
            return Reading.wrong(WRONG);
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        if (bytes.length != LENGTH || buffer.get() != VERSION) {
            return Reading.wrong(WRONG);
        }
        UUID id = new UUID(buffer.getLong(), buffer.getLong());
        return buffer.getInt() == checksum(bytes) ? Reading.right(new PageCursor(id)) : Reading.wrong(WRONG);
    }

    /** The text form. */
    public String text() {
        byte[] bytes = new byte[LENGTH];
        ByteBuffer buffer = ByteBuffer.wrap(bytes)
                .put(VERSION)
                .putLong(last.getMostSignificantBits())
                .putLong(last.getLeastSignificantBits());
        buffer.putInt(checksum(bytes));
        return Base64.getUrlEncoder().encodeToString(bytes);
    }

    private static int checksum(byte[] bytes) {
        CRC32 checksum = new CRC32();
        checksum.update(bytes, 0, LENGTH - Integer.BYTES);
        return (int) checksum.getValue();
    }
}
