package dev.carillon.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Every secret and every personal datum that the tests of a run used. The clients of the tests write into it by themselves whatever they
 * send and receive that is one; tests add what goes other ways. At the end no log may hold any of it.
 */
final class Ledger {

    /** Shorter texts occur by chance. */
    private static final int SHORTEST = 8;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, String> KEPT = new ConcurrentHashMap<>();

    private static final Pattern SECRET_NAME =
            Pattern.compile("(?i).*(password|token|secret|signing_key|authorization).*");
    private static final Pattern ADDRESS = Pattern.compile("[\\w.+-]+@[\\w-]+(?:\\.[\\w-]+)+");
    private static final Pattern PHONE = Pattern.compile("\\+[1-9][0-9]{6,14}");
    private static final Pattern KEY = Pattern.compile("ck_[A-Za-z0-9]+_([A-Za-z0-9_-]+)");
    private static final Pattern WEBHOOK_SECRET = Pattern.compile("whsec_([A-Za-z0-9+/=_-]+)");
    private static final Pattern COOKIE = Pattern.compile("[^=;]+=([^;]*)");

    private Ledger() {}

    /** Adds one thing. Answers it. */
    static String keep(String what, String secret) {
        if (secret.length() >= SHORTEST) {
            KEPT.put(secret, what);
        }
        return secret;
    }

    /** Adds everything in a body of JSON that is secret by its name or by its form. */
    static void keepThoseOf(String body) {
        try {
            keepThoseOf("", JSON.readTree(body));
        } catch (IOException _) {
            keepThoseIn(body);
        }
    }

    /** Adds the cookies that an answer sets, and what its body says. */
    static <T> HttpResponse<T> keepThoseOf(HttpResponse<T> answer) {
        for (String cookie : answer.headers().allValues("Set-Cookie")) {
            Matcher value = COOKIE.matcher(cookie);
            if (value.lookingAt()) {
                keep("a cookie", value.group(1));
            }
        }
        if (answer.body() instanceof String body) {
            keepThoseOf(body);
        }
        return answer;
    }

    private static void keepThoseOf(String name, JsonNode node) {
        if (node.isTextual()) {
            String text = node.asText();
            if (SECRET_NAME.matcher(name).matches()) {
                keep(name, text);
            }
            keepThoseIn(text);
        }
        node.properties().forEach(field -> keepThoseOf(field.getKey(), field.getValue()));
        if (node.isArray()) {
            node.elements().forEachRemaining(element -> keepThoseOf(name, element));
        }
    }

    private static void keepThoseIn(String text) {
        ADDRESS.matcher(text).results().forEach(found -> keep("an e-mail address", found.group()));
        PHONE.matcher(text).results().forEach(found -> keep("a phone number", found.group()));
        KEY.matcher(text).results().forEach(found -> keep("an API key", found.group(1)));
        WEBHOOK_SECRET.matcher(text).results().forEach(found -> keep("a webhook secret", found.group(1)));
    }

    /** The kinds of things in it. */
    static Set<String> kinds() {
        return new TreeSet<>(KEPT.values());
    }

    /** Each line of a log in a folder, or below it, that holds something of it; empty when all is well. */
    static List<String> findings(Path folder) {
        List<String> findings = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".log")).toList()) {
                // Bytes that are no UTF-8 must not end the search.
                new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                        .lines()
                        .forEach(line -> KEPT.forEach((secret, what) -> {
                            if (line.contains(secret)) {
                                findings.add("%s: %s (%s) in: %s".formatted(file.getFileName(), what, secret, line));
                            }
                        }));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return findings;
    }
}
