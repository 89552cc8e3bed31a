package dev.carillon.common.log;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Takes personal data and secrets out of a text: e-mail addresses, phone numbers, and credentials of every kind the suite
 * meets. What remains still tells one case from another, such as the domain of an address or the prefix of an API key.
 *
 * <p>It is the last net, not the first: code does not log secrets. But an exception of a library may quote one.
 */
final class Masking {

    /**
     * One kind of thing to hide.
     *
     * @param trigger a text that every occurrence contains, so that lines without it, nearly all, skip the pattern
     * @param pattern an occurrence; its quantifiers are possessive or bounded, because the text may be hostile
     * @param replacement what is shown instead
     */
    private record Rule(String trigger, Pattern pattern, String replacement) {

        Rule(String trigger, String pattern, String replacement) {
            this(trigger, Pattern.compile(pattern), replacement);
        }

        String apply(String text) {
            return text.contains(trigger) ? pattern.matcher(text).replaceAll(replacement) : text;
        }
    }

    private static final String LOCAL_PART = "[\\p{L}\\p{N}.!#$%&'*+/=?^_`{|}~-]";
    private static final String LABEL = "[\\p{L}\\p{N}-]++";
    private static final String SECRET_NAMES = "password|passwd|pwd|secret|token|api[_-]?key|cookie";

    private static final List<Rule> RULES = List.of(
            new Rule("://", "(?<=://)[^\\s/@?#]++@", "***@"),
            new Rule("hooks.slack.com/", "hooks\\.slack\\.com/[A-Za-z0-9/_-]++", "hooks.slack.com/***"),
            // An address starts where no letter of one stands before: so a long text is looked at once, not once per
            // letter.
            new Rule(
                    "@",
                    "(?<!" + LOCAL_PART + ")" + LOCAL_PART + "++@(localhost|" + LABEL + "(?:\\." + LABEL + ")++)",
                    "***@$1"),
            new Rule("", "(?i)\\b(bearer|basic)\\s{1,4}+[A-Za-z0-9._~+/=-]{6,}+", "$1 ***"),
            new Rule("ck_", "(?<![A-Za-z0-9])ck_([A-Za-z0-9]++)_[A-Za-z0-9_-]++", "ck_$1_***"),
            new Rule("whsec_", "whsec_[A-Za-z0-9+/=_-]++", "whsec_***"),
            new Rule("re_", "(?<![A-Za-z0-9_])re_[A-Za-z0-9_]{16,}+", "re_***"),
            new Rule("xox", "xox[a-z]-[A-Za-z0-9-]++", "xox***"),
            new Rule(
                    "", "(?i)((?:" + SECRET_NAMES + ")[\"']?\\s{0,2}+[=:]\\s{0,2}+[\"']?)[^\\s\"',;&}\\])]++", "$1***"),
            new Rule("+", "(?<![\\w+])\\+[1-9](?:[ ().-]{0,2}+[0-9]){6,14}+(?![0-9])", "+***"));

    private Masking() {}

    /** The text with everything hidden that must not be seen. Masking it again changes nothing. */
    static String mask(String text) {
        String masked = text;
        for (Rule rule : RULES) {
            masked = rule.apply(masked);
        }
        return masked;
    }
}
