package dev.carillon.local.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.carillon.local.server.ReceivedMail;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MailFolderTest {

    private static final String SOURCE = """
            Message-ID: <42@carillon>
            From: Carillon <carillon@example.test>
            To: ada@example.test
            Subject: =?UTF-8?Q?Gr=C3=BC=C3=9Fe?=
            MIME-Version: 1.0
            Content-Type: multipart/alternative; boundary=b

            --b
            Content-Type: text/plain; charset=UTF-8

            Hello
            --b
            Content-Type: text/html; charset=UTF-8

            <p>Hello</p>
            --b--
            """.replace("\n", "\r\n");

    @TempDir
    Path directory;

    @Test
    void whatWasKeptIsThereForALaterReader() {
        var folder = new MailFolder(directory.resolve("mail"));
        assertEquals(List.of(), folder.messages());
        var at = Instant.parse("2026-11-21T10:31:02.114Z");

        folder.keep(mail(at, "ada@example.test", "bcc@example.test"));
        folder.keep(mail(at.minusSeconds(1), "earlier@example.test"));

        var messages = new MailFolder(directory.resolve("mail")).messages();
        assertEquals(2, messages.size());
        assertEquals(List.of("earlier@example.test"), messages.getFirst().to());
        var mail = messages.getLast();
        assertEquals(
                List.of("ada@example.test", "bcc@example.test"), mail.to(), "the envelope knows hidden recipients");
        assertEquals("2026-11-21T10:31:02.114Z", mail.receivedAt());
        assertEquals("Grüße", mail.subject());
        assertEquals("<42@carillon>", mail.messageId());
        assertEquals("Hello", mail.text().strip());
        assertEquals("<p>Hello</p>", mail.html().strip());
    }

    private static ReceivedMail mail(Instant at, String... recipients) {
        return new ReceivedMail(
                at, "carillon@example.test", List.of(recipients), SOURCE.getBytes(StandardCharsets.UTF_8));
    }
}
