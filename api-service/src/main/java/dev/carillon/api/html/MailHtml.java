package dev.carillon.api.html;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Comment;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.select.NodeVisitor;

/**
 * The HTML of a mail without what could run or lead elsewhere at its recipient. HTML that has none of that is passed on as it came, to
 * the last byte; from other HTML that alone is removed, and {@link #removed} says what it was.
 *
 * @param html what is sent
 * @param removed what is not, such as {@code <script>}; the first 20 kinds
 */
public record MailHtml(String html, List<String> removed) {

    private static final int MOST_TOLD = 20;

    /** Reads HTML as browsers do, so that nothing hides where they would look and we would not. */
    public static MailHtml of(String html) {
        // Without a tag there is nothing that could run, and nothing to read.
        if (html.indexOf('<') < 0) {
            return new MailHtml(html, List.of());
        }
        Document document = Jsoup.parse(html);
        document.outputSettings().prettyPrint(false);
        Set<String> removed = new LinkedHashSet<>();
        List<Node> nodes = new ArrayList<>();
        document.traverse((NodeVisitor) (node, _) -> nodes.add(node));
        for (Node node : nodes) {
            // What was in a removed element is gone with it.
            if (node.ownerDocument() != null) {
                clean(node, removed);
            }
        }
        return removed.isEmpty()
                ? new MailHtml(html, List.of())
                : new MailHtml(
                        document.outerHtml(), removed.stream().limit(MOST_TOLD).toList());
    }

    private static void clean(Node node, Set<String> removed) {
        switch (node) {
            case Document _ -> {}
            case Element element -> clean(element, removed);
            case Comment comment -> {
                if (MailElements.isActive(comment)) {
                    removed.add("a conditional comment with a script");
                    comment.remove();
                }
            }
            default -> {}
        }
    }

    private static void clean(Element element, Set<String> removed) {
        switch (MailElements.judge(element)) {
            case KEEP -> cleanAttributes(element, removed);
            case UNWRAP -> {
                removed.add("<" + element.normalName() + "> around its content");
                element.unwrap();
            }
            case REMOVE -> {
                removed.add("<" + element.normalName() + ">");
                element.remove();
            }
        }
    }

    private static void cleanAttributes(Element element, Set<String> removed) {
        for (Attribute attribute : element.attributes().asList()) {
            if (!MailAttributes.isHarmless(element, attribute)) {
                removed.add("%s of <%s>".formatted(attribute.getKey(), element.normalName()));
                element.removeAttr(attribute.getKey());
            }
        }
    }
}
