package dev.carillon.local.launch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Executors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Takes the place of the three services in tests of the launcher: configured by the same variables, answering the same requests,
 * delivering at once. It uses the database, so that a wrong {@code DATABASE_URL} or lost data is noticed.
 */
public final class StandInService {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SECRET = Base64.getEncoder().encodeToString(new byte[24]);

    private final Map<String, String> environment = System.getenv();

    private StandInService() {}

    /** Serves until it is killed. */
    public static void main(String[] arguments) throws IOException, SQLException {
        new StandInService().start();
    }

    private void start() throws IOException, SQLException {
        try (var database = DriverManager.getConnection(
                        variable("DATABASE_URL"), variable("DATABASE_USER"), variable("DATABASE_PASSWORD"));
                var statement = database.createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS start (at timestamptz NOT NULL)");
            statement.execute("INSERT INTO start VALUES (now())");
        }
        var server = HttpServer.create(
                new InetSocketAddress(
                        InetAddress.getByName(variable("QUARKUS_HTTP_HOST")),
                        Integer.parseInt(variable("QUARKUS_HTTP_PORT"))),
                0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/health/ready", exchange -> answer(exchange, 200, "{}"));
        server.createContext(
                "/v1/organizations/current",
                exchange -> answer(exchange, 200, "{\"webhook_secret\": \"whsec_" + SECRET + "\"}"));
        server.createContext("/v1/emails", exchange -> accept(exchange, "email", this::sendMail));
        server.createContext("/v1/notifications", exchange -> accept(exchange, "webhook", this::sendWebhook));
        server.createContext(
                "/v1/jobs/",
                exchange -> answer(
                        exchange,
                        200,
                        job(exchange.getRequestURI().getPath().substring("/v1/jobs/".length()), "succeeded")));
        server.start();
        System.out.println("started");
    }

    private String variable(String name) {
        var value = environment.get(name);
        if (value == null) {
            throw new IllegalStateException(name + " is not set");
        }
        return value;
    }

    private interface Delivery {
        void send(JsonNode request) throws Exception;
    }

    private void accept(HttpExchange exchange, String id, Delivery delivery) throws IOException {
        if (!("Bearer " + variable("CARILLON_BOOTSTRAP_API_KEY"))
                .equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            answer(exchange, 401, "{}");
            return;
        }
        try {
            delivery.send(JSON.readTree(exchange.getRequestBody()));
            answer(exchange, 202, job(id, "queued"));
        } catch (Exception e) {
            answer(exchange, 500, e.toString());
        }
    }

    private static String job(String id, String state) throws IOException {
        var now = Instant.now().toString();
        return JSON.writeValueAsString(Map.of(
                "id",
                id,
                "state",
                state,
                "timeline",
                List.of(Map.of("state", "queued", "at", now), Map.of("state", state, "at", now))));
    }

    private void sendMail(JsonNode request) throws MessagingException {
        var settings = new Properties();
        settings.setProperty("mail.smtp.host", variable("SMTP_HOST"));
        settings.setProperty("mail.smtp.port", variable("SMTP_PORT"));
        var message = new MimeMessage(Session.getInstance(settings));
        message.setFrom(new InternetAddress(variable("SMTP_FROM")));
        message.setRecipient(
                Message.RecipientType.TO,
                new InternetAddress(request.path("to").get(0).asText()));
        message.setSubject(request.path("subject").asText());
        message.setText(request.path("text").asText());
        Transport.send(message);
    }

    private void sendWebhook(JsonNode request) throws IOException, InterruptedException, GeneralSecurityException {
        var body = request.toString();
        var timestamp = Long.toString(Instant.now().getEpochSecond());
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(Base64.getDecoder().decode(SECRET), "HmacSHA256"));
        var signature = mac.doFinal(("webhook." + timestamp + "." + body).getBytes(StandardCharsets.UTF_8));
        try (var client = HttpClient.newHttpClient()) {
            client.send(
                    HttpRequest.newBuilder(URI.create(request.path("to").asText()))
                            .header("webhook-id", "webhook")
                            .header("webhook-timestamp", timestamp)
                            .header(
                                    "webhook-signature",
                                    "v1," + Base64.getEncoder().encodeToString(signature))
                            .POST(HttpRequest.BodyPublishers.ofString(body))
                            .build(),
                    HttpResponse.BodyHandlers.discarding());
        }
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        try (exchange) {
            var body = text.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
