package dev.carillon.local.demo;

import dev.carillon.local.mail.KeptMail;
import dev.carillon.local.mail.MailFolder;
import dev.carillon.local.webhook.ReceivedWebhook;
import dev.carillon.local.webhook.WebhookReceiver;
import java.io.IOException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** Sends one e-mail and one webhook through the whole path and shows what became of them. */
public final class Demo {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final String RECIPIENT = "you@example.test";

    private final JobApi api;
    private final WebhookReceiver receiver;
    private final MailFolder mail;
    private final Consumer<String> report;

    /** A demonstration that tells {@code report} what happens. */
    public Demo(JobApi api, WebhookReceiver receiver, MailFolder mail, Consumer<String> report) {
        this.api = api;
        this.receiver = receiver;
        this.mail = mail;
        this.report = report;
    }

    /** Runs it. A failure is reported, not thrown: the suite is up all the same. */
    public void run() {
        try {
            var email = api.submit("/v1/emails", email());
            var webhook = api.submit("/v1/notifications", webhook());
            show("E-mail to " + RECIPIENT, awaitEnd(email));
            showMail(email);
            show("Webhook to " + webhookAddress(), awaitEnd(webhook));
            showWebhook();
        } catch (IOException e) {
            report.accept("The demonstration could not be completed: " + e.getMessage());
            report.accept("The services' logs say more: ./carillon logs");
        }
    }

    private Map<String, ?> email() {
        return Map.of(
                "to",
                List.of(RECIPIENT),
                "subject",
                "Carillon rings",
                "text",
                "This message went from the API through PostgreSQL and Redis to a worker, and here.",
                "html",
                "<p>This message went from the API through <b>PostgreSQL</b> and <b>Redis</b> to a worker, and here.</p>");
    }

    private Map<String, ?> webhook() {
        return Map.of(
                "channel",
                "webhook",
                "to",
                webhookAddress(),
                "title",
                "Carillon rings",
                "body",
                "This webhook is signed; the receiver checks the signature.",
                "data",
                Map.of("example", true));
    }

    private String webhookAddress() {
        return receiver.address() + "/demo";
    }

    private Job awaitEnd(Job submitted) throws IOException {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        var job = submitted;
        while (!job.isFinal()
                && System.nanoTime() < deadline
                && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(PAUSE.toNanos());
            job = api.job(job.id());
        }
        return job;
    }

    private void show(String title, Job job) {
        report.accept("");
        report.accept("  " + title + "   job " + job.id());
        report.accept(Timeline.of(job, ZoneId.systemDefault()).stripTrailing());
        if (!job.hasSucceeded()) {
            report.accept("    It has not succeeded within %d s%s. The services' logs say more: ./carillon logs"
                    .formatted(PATIENCE.toSeconds(), job.lastError().isEmpty() ? "" : ": " + job.lastError()));
        }
    }

    private void showMail(Job job) {
        var messages = mail.messages();
        messages.stream()
                .filter(message -> message.messageId().contains(job.id()))
                .reduce((earlier, later) -> later)
                .or(() -> messages.stream().reduce((earlier, later) -> later))
                .ifPresent(message -> report.accept("    caught: " + describe(message)));
    }

    private static String describe(KeptMail message) {
        return "“%s” from %s to %s, Message-ID %s"
                .formatted(message.subject(), message.from(), String.join(", ", message.to()), message.messageId());
    }

    private void showWebhook() {
        receiver.received().stream()
                .filter(webhook -> webhook.path().equals("/demo"))
                .reduce((earlier, later) -> later)
                .ifPresent(webhook -> report.accept("    received: " + describe(webhook)));
    }

    private static String describe(ReceivedWebhook webhook) {
        return "webhook-id %s, webhook-timestamp %s, %s"
                .formatted(webhook.id(), webhook.timestamp(), webhook.verdict().words());
    }
}
