package dev.carillon.local.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class TestServersTest {

    @Test
    void everyClassGetsADatabaseOfItsOwnOnOneServer() throws Exception {
        var one = TestServers.postgres().createDatabase("orders");
        var other = TestServers.postgres().createDatabase("orders");

        assertSame(one.server(), other.server());
        assertNotEquals(one.name(), other.name());
        try (var connection = one.connect();
                var statement = connection.createStatement()) {
            statement.execute("CREATE TABLE only_here ()");
        }
        try (var connection = other.connect();
                var statement = connection.createStatement()) {
            statement.execute("CREATE TABLE only_here ()");
        }
    }

    @Test
    void mailIsKeptBeforeItsClientIsTold() throws Exception {
        try (var mail = new TestMail()) {
            send(mail, "ada@example.test", "Grüße");

            var received = mail.receivedFor("ada@example.test");
            assertEquals(1, received.size());
            assertEquals("Grüße", received.getFirst().subject());
            assertEquals("sender@example.test", received.getFirst().sender());
            assertEquals(List.of("ada@example.test"), received.getFirst().recipients());
        }
    }

    @Test
    void mailCanBeRefused() throws Exception {
        try (var mail = new TestMail()) {
            mail.refuseRecipient("nobody@example.test", "550 5.1.1 No such user");
            assertThrows(MessagingException.class, () -> send(mail, "nobody@example.test", "lost"));
            mail.refuseMessages("451 4.3.0 Try again later");
            assertThrows(MessagingException.class, () -> send(mail, "ada@example.test", "later"));
            assertEquals(List.of(), mail.received());

            mail.acceptAll();
            send(mail, "nobody@example.test", "found");

            assertEquals(1, mail.received().size());
        }
    }

    private static void send(TestMail mail, String to, String subject) throws MessagingException {
        var settings = new Properties();
        settings.setProperty("mail.smtp.host", mail.host());
        settings.setProperty("mail.smtp.port", Integer.toString(mail.port()));
        var message = new MimeMessage(Session.getInstance(settings));
        message.setFrom(new InternetAddress("sender@example.test"));
        message.setRecipient(Message.RecipientType.TO, new InternetAddress(to));
        message.setSubject(subject, "UTF-8");
        message.setText("Hello");
        Transport.send(message);
    }
}
