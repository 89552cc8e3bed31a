package dev.carillon.local.drill;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;

/** A log of job ids, one a line with its moment: what was accepted, or what arrived. */
final class Journal implements AutoCloseable {

    private final Path file;
    private final BufferedWriter writer;
    private int size;

    /** One line. */
    record Entry(Instant at, String job) {}

    Journal(Path file) {
        this.file = file;
        try {
            this.writer =
                    Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    synchronized void write(String job) {
        try {
            writer.write(Instant.now().toEpochMilli() + " " + job + "\n");
            writer.flush();
            size++;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How many lines there are. */
    synchronized int size() {
        return size;
    }

    /** The lines after the first {@code skipped}, oldest first. */
    synchronized List<Entry> read(int skipped) {
        try (var lines = Files.lines(file)) {
            return lines.skip(skipped)
                    .map(line -> line.split(" ", -1))
                    .map(parts -> new Entry(Instant.ofEpochMilli(Long.parseLong(parts[0])), parts[1]))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public synchronized void close() {
        try {
            writer.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
