package dev.carillon.local.mail;

import dev.carillon.local.server.ReceivedMail;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A folder with one {@code .eml} file a message, which every mail program opens. The names sort by time. Two header lines in front
 * keep what only the envelope knows.
 */
public final class MailFolder {

    static final String RECIPIENTS = "X-Carillon-Envelope-To";
    static final String RECEIVED_AT = "X-Carillon-Received-At";

    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss.SSSSSS").withZone(ZoneOffset.UTC);

    private final Path folder;
    private final AtomicLong kept = new AtomicLong();

    /** The messages in {@code folder}, which need not exist. */
    public MailFolder(Path folder) {
        this.folder = folder;
    }

    /** Adds a message. It is complete in the folder or not there at all. */
    public void keep(ReceivedMail mail) {
        var name = "%s-%06d.eml".formatted(NAME.format(mail.at()), kept.incrementAndGet());
        var source = new ByteArrayOutputStream(mail.source().length + 200);
        source.writeBytes("%s: %s\r\n%s: %s\r\n"
                .formatted(RECIPIENTS, String.join(", ", mail.recipients()), RECEIVED_AT, mail.at())
                .getBytes(StandardCharsets.UTF_8));
        source.writeBytes(mail.source());
        try {
            Files.createDirectories(folder);
            var unfinished = folder.resolve("." + name);
            Files.write(unfinished, source.toByteArray());
            Files.move(unfinished, folder.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException("Could not keep a message in " + folder, e);
        }
    }

    /** Every message, oldest first. */
    public List<KeptMail> messages() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().matches("[^.].*\\.eml"))
                    .sorted()
                    .map(KeptMail::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("Could not read the messages in " + folder, e);
        }
    }
}
