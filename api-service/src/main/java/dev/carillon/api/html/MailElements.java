package dev.carillon.api.html;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Comment;
import org.jsoup.nodes.Element;

/** Which elements a mail may have: all that show something, and none that run, embed a document, or change where this one leads. */
final class MailElements {

    private static final Set<String> HARMLESS = Set.of(("html head body title style link meta base "
                    + "a abbr acronym address area article aside audio b bdi bdo big blink blockquote br caption center cite code "
                    + "col colgroup data dd del details dfn dir div dl dt em fieldset figcaption figure font footer form "
                    + "h1 h2 h3 h4 h5 h6 header hgroup hr i img input ins kbd label legend li main map mark marquee menu meter "
                    + "nav nobr ol optgroup option p picture pre progress q rb rp rt rtc ruby s samp section select small source "
                    + "span strike strong sub summary sup table tbody td textarea tfoot th thead time tr track tt u ul var "
                    + "video wbr button")
            .split(" "));

    /** What is in these is part of what they do. Others that are unknown leave their content behind. */
    private static final Set<String> WHOLLY = Set.of(
            ("script iframe frame frameset noframes object embed applet param portal noscript noembed template svg math xmp "
                            + "plaintext canvas dialog slot bgsound xml")
                    .split(" "));

    // As word processors write them: o:p, v:shape, w:sdt.
    private static final Pattern OFFICE = Pattern.compile("(o|v|w|x|m|st1):[a-z0-9]+");

    private static final Set<String> META = Set.of("content-type", "content-language", "x-ua-compatible");
    private static final Set<String> LINKS =
            Set.of("stylesheet", "preconnect", "icon", "shortcut icon", "dns-prefetch");

    private static final Pattern RUNS_IN_CSS =
            Pattern.compile("expression\\s*\\(|javascript\\s*:|vbscript\\s*:|-moz-binding", Pattern.CASE_INSENSITIVE);
    private static final Pattern CSS_NOISE = Pattern.compile("/\\*.*?\\*/", Pattern.DOTALL);
    private static final Pattern CSS_ESCAPE = Pattern.compile("\\\\([0-9a-fA-F]{1,6})\\s?|\\\\");
    private static final Pattern RUNS_IN_COMMENT = Pattern.compile(
            "<\\s*(script|iframe|object|embed|applet)|javascript\\s*:|vbscript\\s*:|\\son[a-z]+\\s*=",
            Pattern.CASE_INSENSITIVE);

    private MailElements() {}

    /** What becomes of an element. */
    enum Verdict {
        KEEP,
        UNWRAP,
        REMOVE
    }

    static Verdict judge(Element element) {
        String name = element.normalName();
        if (WHOLLY.contains(name)) {
            return isData(element) ? Verdict.KEEP : Verdict.REMOVE;
        }
        if (!HARMLESS.contains(name)) {
            return OFFICE.matcher(name).matches() ? Verdict.KEEP : Verdict.UNWRAP;
        }
        boolean harmful = switch (name) {
            case "style" -> runsInCss(element.data());
            case "meta" ->
                element.hasAttr("http-equiv")
                        && !META.contains(element.attr("http-equiv").strip().toLowerCase(Locale.ROOT));
            case "link" -> !LINKS.contains(element.attr("rel").strip().toLowerCase(Locale.ROOT));
            case "base" -> element.hasAttr("href");
            default -> false;
        };
        return harmful ? Verdict.REMOVE : Verdict.KEEP;
    }

    /** Mail programs read orders and flights from it (schema.org); nothing runs it. */
    private static boolean isData(Element element) {
        return element.normalName().equals("script")
                && element.attr("type").strip().equalsIgnoreCase("application/ld+json");
    }

    /** Comments are for nobody but Outlook, which reads what stands in conditional ones. */
    static boolean isActive(Comment comment) {
        return comment.getData().stripLeading().startsWith("[if")
                && RUNS_IN_COMMENT.matcher(comment.getData()).find();
    }

    /** Whether old programs would run something of a style. */
    static boolean runsInCss(String css) {
        String plain = CSS_NOISE.matcher(css).replaceAll("");
        String read = CSS_ESCAPE.matcher(plain).replaceAll(escape -> {
            String code = escape.group(1);
            int point = code == null ? -1 : Integer.parseInt(code, 16);
            return point > ' ' && point < 0x7f ? Matcher.quoteReplacement(Character.toString(point)) : "";
        });
        return RUNS_IN_CSS.matcher(read).find();
    }
}
