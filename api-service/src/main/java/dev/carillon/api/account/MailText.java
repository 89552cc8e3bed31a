package dev.carillon.api.account;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The two parts of a mail that is a few paragraphs, with a link after the first. */
final class MailText {

    private MailText() {}

    static String plain(List<String> paragraphs, @Nullable String link) {
        String first = link == null ? paragraphs.getFirst() : paragraphs.getFirst() + "\n\n" + link;
        return first + paragraphs.stream().skip(1).map(one -> "\n\n" + one).collect(Collectors.joining()) + "\n";
    }

    static String html(List<String> paragraphs, @Nullable String link) {
        StringBuilder html =
                new StringBuilder("<!doctype html><html lang=\"en\"><body style=\"font-family: sans-serif\">");
        html.append(paragraph(escaped(paragraphs.getFirst())));
        if (link != null) {
            html.append(paragraph("<a href=\"" + escaped(link) + "\">" + escaped(link) + "</a>"));
        }
        paragraphs.stream().skip(1).forEach(one -> html.append(paragraph(escaped(one))));
        return html.append("</body></html>").toString();
    }

    private static String paragraph(String content) {
        return "<p>" + content + "</p>";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
