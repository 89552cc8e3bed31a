package dev.carillon.common.problem;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.Collectors;

/** A page about kinds of problems, in HTML without anything to load. */
final class ProblemPage {

    private static final String STYLE = """
            :root { color-scheme: light dark; font: 1.05rem/1.6 system-ui, sans-serif }
            body { max-width: 42rem; margin: 3rem auto; padding: 0 1.25rem }
            h1 { line-height: 1.25 }
            code { font-family: ui-monospace, monospace; overflow-wrap: anywhere }
            dt { font-weight: 600; margin-top: 1rem }
            dd { margin: 0 }
            """;

    /** Its own style is all that the page may use. */
    static final String CONTENT_SECURITY_POLICY = "default-src 'none'; style-src 'sha256-" + hash(STYLE)
            + "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private ProblemPage() {}

    /** The page of one kind. */
    static String of(ProblemKind kind) {
        return page(kind.title(), """
                <p>Status <strong>%d</strong>, type <code>%s</code></p>
                <dl>
                <dt>What it means</dt>
                <dd>%s.</dd>
                <dt>What to do</dt>
                <dd>%s.</dd>
                </dl>
                <p>This answer's <code>detail</code> says what happened in your case, <code>errors</code> lists what is wrong with
                which field, and <code>trace_id</code> finds the request in the logs.</p>
                <p><a href="./">All kinds of problems</a></p>
                """.formatted(
                        kind.status(), kind.slug(), sentence(kind.meaning()), sentence(kind.remedy())));
    }

    /** The page that leads to all others. */
    static String ofAll() {
        return page(
                "Problems",
                Arrays.stream(ProblemKind.values())
                        .map(kind -> "<li><a href=\"%s\">%s</a> (%d)</li>\n"
                                .formatted(kind.slug(), html(kind.title()), kind.status()))
                        .collect(Collectors.joining(
                                "",
                                "<p>Errors are told as <code>application/problem+json</code> (RFC 9457). These kinds there are:</p>\n<ul>\n",
                                "</ul>\n")));
    }

    private static String page(String title, String content) {
        return """
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>%1$s · Carillon</title>
                <style>%2$s</style>
                </head>
                <body>
                <main>
                <h1>%1$s</h1>
                %3$s</main>
                </body>
                </html>
                """.formatted(html(title), STYLE, content);
    }

    private static String sentence(String text) {
        return html(Character.toUpperCase(text.charAt(0)) + text.substring(1))
                .replaceAll("`([^`]*)`", "<code>$1</code>");
    }

    private static String html(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static String hash(String style) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
