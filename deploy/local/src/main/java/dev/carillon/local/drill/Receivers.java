package dev.carillon.local.drill;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.carillon.local.server.MailRefusal;
import dev.carillon.local.server.MailServer;
import dev.carillon.local.server.ReceivedMail;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;

/** The providers of both channels. They write down the id of what arrives before they say yes. */
final class Receivers implements AutoCloseable {

    private static final Pattern MESSAGE_ID = Pattern.compile("(?im)^Message-ID:\\s*<([0-9a-f-]{36})@");

    private final Journal journal;
    private final HttpServer webhooks;
    private final MailServer mails;

    Receivers(Journal journal) {
        this.journal = journal;
        try {
            webhooks = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 512);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        webhooks.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        webhooks.createContext("/", this::receive);
        webhooks.start();
        mails = new MailServer(0, MailRefusal.NONE, this::receive);
    }

    int webhookPort() {
        return webhooks.getAddress().getPort();
    }

    int mailPort() {
        return mails.port();
    }

    private void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            journal.write(String.valueOf(exchange.getRequestHeaders().getFirst("webhook-id")));
            exchange.sendResponseHeaders(204, -1);
        }
    }

    private void receive(ReceivedMail mail) {
        var header = MESSAGE_ID.matcher(new String(mail.source(), StandardCharsets.ISO_8859_1));
        if (header.find()) {
            journal.write(header.group(1));
        }
    }

    @Override
    public void close() {
        webhooks.stop(0);
        mails.close();
    }
}
