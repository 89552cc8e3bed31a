package dev.carillon.api.html;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Element;

/** Which attributes a mail may have: all but those that run something, and those that lead where mails have no business. */
final class MailAttributes {

    private static final Pattern NAME = Pattern.compile("[a-z_][a-z0-9_:.-]*");
    private static final Pattern SCHEME = Pattern.compile("([a-z][a-z0-9+.-]*):.*", Pattern.DOTALL);
    private static final Pattern PICTURE = Pattern.compile("data:image/(png|gif|jpe?g|webp|bmp)[;,].*", Pattern.DOTALL);
    private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cntrl}\\s\u00a0\u200b-\u200f\ufeff]");

    private static final Set<String> NEVER = Set.of("srcdoc", "ping");

    private static final Set<String> ADDRESSES = Set.of(
            "href",
            "src",
            "action",
            "formaction",
            "background",
            "poster",
            "cite",
            "longdesc",
            "usemap",
            "lowsrc",
            "dynsrc",
            "xlink:href");

    private static final Set<String> LISTS = Set.of("srcset", "imagesrcset");

    private static final Set<String> SCHEMES = Set.of(
            "http", "https", "mailto", "tel", "sms", "cid", "mid", "geo", "webcal", "sip", "sips", "xmpp", "ftp");

    private static final Set<String> SHOWN = Set.of("src", "background", "poster", "srcset", "imagesrcset");

    private MailAttributes() {}

    static boolean isHarmless(Element element, Attribute attribute) {
        String name = attribute.getKey().toLowerCase(Locale.ROOT);
        String value = attribute.getValue();
        if (!NAME.matcher(name).matches() || name.startsWith("on") || NEVER.contains(name)) {
            return false;
        }
        if (name.equals("style")) {
            return !MailElements.runsInCss(value);
        }
        if (LISTS.contains(name)) {
            for (String one : value.split(",")) {
                // A comma within a picture's data parts it from what has no scheme.
                if (!isAddress(name, one)) {
                    return false;
                }
            }
            return true;
        }
        if (ADDRESSES.contains(name)) {
            return isAddress(name, value);
        }
        // Of whatever program: a value that is a script has no other use. Except where it is text to read.
        String read = read(value);
        return element.normalName().equals("meta") || !(read.startsWith("javascript:") || read.startsWith("vbscript:"));
    }

    private static boolean isAddress(String name, String value) {
        String read = read(value);
        Matcher matcher = SCHEME.matcher(read);
        if (!matcher.matches()) {
            return true;
        }
        return SCHEMES.contains(matcher.group(1))
                || SHOWN.contains(name) && PICTURE.matcher(read).matches();
    }

    /** As browsers read the beginning of an address: they skip what cannot be seen. */
    private static String read(String value) {
        return INVISIBLE.matcher(value).replaceAll("").toLowerCase(Locale.ROOT);
    }
}
