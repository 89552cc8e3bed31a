package dev.carillon.common.log.sentry;

import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * What is sent to Sentry at once: lines of JSON, first its head, then two lines an item, which are the item's head and the item.
 *
 * @param text the whole of it
 */
record Envelope(String text) {

    /** It comes compressed. */
    static Envelope of(byte[] body) {
        boolean compressed = body.length > 2 && body[0] == 0x1f && body[1] == (byte) 0x8b;
        try (InputStream in =
                compressed ? new GZIPInputStream(new ByteArrayInputStream(body)) : new ByteArrayInputStream(body)) {
            return new Envelope(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Stream<ReportedEvent> events() {
        List<String> lines = text.lines().toList();
        return IntStream.iterate(1, head -> head + 1 < lines.size(), head -> head + 2)
                .filter(head -> "event".equals(new JsonObject(lines.get(head)).getString("type")))
                .mapToObj(head -> new ReportedEvent(new JsonObject(lines.get(head + 1))));
    }
}
