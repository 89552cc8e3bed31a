package dev.carillon.common.log;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Takes personal data and secrets out of a text: e-mail addresses, phone numbers, and credentials of every kind the suite
 * meets. What remains still tells one case from another, such as the domain of an address or the prefix of an API key.
 *
 * <p>It is the last net, not the first: code does not log secrets. But an exception of a library may quote one.
 */
public final class Masking {

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
    private static final String SECRET_NAMES =
            "password|passwd|pwd|passphrase|secret|token|api[_-]?key|private[_-]?key|access[_-]?key|code[_-]?verifier|cookie";
    private static final String NAMED = "(?i)((?:" + SECRET_NAMES + ")[\"']?\\s{0,2}+[=:]\\s{0,2}+";
    private static final String PHONE_NAMES = "phone(?:[_-]?number)?|mobile|msisdn";

    private static final List<Rule> RULES = List.of(
            new Rule("://", "(?<=://)[^\\s/@?#]++@", "***@"),
            new Rule("hooks.slack.com/", "hooks\\.slack\\.com/[A-Za-z0-9/_-]++", "hooks.slack.com/***"),
            new Rule("/api/webhooks/", "/api/webhooks/[0-9]++/[A-Za-z0-9_-]++", "/api/webhooks/***"),
            new Rule("/bot", "/bot[0-9]{5,}+:[A-Za-z0-9_-]++", "/bot***"),
            // An address starts where no letter of one stands before: so a long text is looked at once, not once per
            // letter.
            new Rule(
                    "@",
                    "(?<!" + LOCAL_PART + ")" + LOCAL_PART + "++@(localhost|" + LABEL + "(?:\\." + LABEL + ")++)",
                    "***@$1"),
            // The same in a path or a query, where the sign is written in digits.
            new Rule(
                    "%40",
                    "(?<![A-Za-z0-9._+%-])[A-Za-z0-9._+-]++(?:%(?!40)[0-9A-Fa-f]{2}[A-Za-z0-9._+-]*+)*+%40(" + LABEL
                            + "(?:\\." + LABEL + ")++)",
                    "***%40$1"),
            new Rule("", "(?i)\\b(bearer|basic)\\s{1,4}+[A-Za-z0-9._~+/=-]{6,}+", "$1 ***"),
            new Rule("ck_", "(?<![A-Za-z0-9])ck_([A-Za-z0-9]++)_[A-Za-z0-9_-]++", "ck_$1_***"),
            new Rule("whsec_", "whsec_[A-Za-z0-9+/=_-]++", "whsec_***"),
            new Rule("re_", "(?<![A-Za-z0-9_])re_[A-Za-z0-9_]{16,}+", "re_***"),
            new Rule("SG.", "(?<![A-Za-z0-9_])SG\\.[A-Za-z0-9_-]{16,}+\\.[A-Za-z0-9_-]{16,}+", "SG.***"),
            new Rule("xox", "xox[a-z]-[A-Za-z0-9-]++", "xox***"),
            new Rule("eyJ", "(?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{8,}+\\.[A-Za-z0-9_-]{8,}+\\.[A-Za-z0-9_-]*+", "eyJ***"),
            new Rule("carillon_", "(carillon_(?:account|session|openid))=[^\\s;,\"']++", "$1=***"),
            // In quotes a secret may have blanks, as passwords made of words do.
            new Rule("\"", NAMED + "\")(?:[^\"\\\\]|\\\\.)++", "$1***"),
            new Rule("", NAMED + "[\"']?)[^\\s\"',;&}\\])]++", "$1***"),
            // Tokens of sessions, resets, verifications and invitations: 256 bits in 43 letters of base64url.
            new Rule(
                    "",
                    "(?<![A-Za-z0-9_-])(?=[^a-z]{0,42}+[a-z])(?=[^A-Z]{0,42}+[A-Z])(?=[A-Za-z]{0,42}+[0-9_-])"
                            + "[A-Za-z0-9_-]{43}(?![A-Za-z0-9_-])",
                    "***"),
            new Rule(
                    "",
                    "(?i)((?:" + PHONE_NAMES + ")[\"']?\\s{0,2}+[=:]\\s{0,2}+[\"']?)[0-9][0-9 ()./-]{4,}+",
                    "$1***"),
            new Rule("%2B", "%2B[1-9][0-9]{6,14}+(?![0-9])", "%2B***"),
            new Rule("+", "(?<![\\w+])\\+[1-9](?:[ ().-]{0,2}+[0-9]){6,14}+(?![0-9])", "+***"));

    private Masking() {}

    /** The text with everything hidden that must not be seen. Masking it again changes nothing. */
    public static String mask(String text) {
        String masked = text;
        for (Rule rule : RULES) {
            masked = rule.apply(masked);
        }
        return masked;
    }
}
