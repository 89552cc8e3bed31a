package dev.carillon.api.account;

import dev.carillon.common.body.Reading;
import dev.carillon.common.body.TextReader;
import java.text.Normalizer;
import java.util.regex.Pattern;

/**
 * What an organization may be called. Anybody can found one, and mails to strangers quote its name: it must be a name, and neither
 * an advertisement nor a place to go to.
 */
final class OrganizationName {

    static final int LONGEST = 80;

    private static final TextReader<String> LINE = TextReader.line(1, LONGEST);

    // Whatever mail programs make a link of by themselves: //evil, win@evil, evil.test, 192.0.2.7.
    private static final Pattern ADDRESS = Pattern.compile("//|@|[\\p{L}\\p{N}]\\.\\p{L}{2}|\\d+(\\.\\d+){3}");

    // Format characters turn the reading direction around or cannot be seen. The two joiners belong to some scripts'
    // spelling.
    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cf}\\p{Zl}\\p{Zp}\\p{Co}\\p{Cs}&&[^\u200c\u200d]]");

    private static final Pattern QUOTATION_MARK = Pattern.compile("[\"“”„‟]");

    private OrganizationName() {}

    /** Reads a name; blanks around it are dropped. */
    static Reading<String> read(String text) {
        return switch (LINE.read(text.strip())) {
            case Reading.Right<String>(String name)
            when UNSEEN.matcher(name).find() -> Reading.wrong("must not contain characters that cannot be seen");
            // The full-width forms of dots and slashes are links too.
            case Reading.Right<String>(String name)
            when ADDRESS.matcher(
                            Normalizer.normalize(name, Normalizer.Form.NFKC).replace('。', '.'))
                    .find() ->
                Reading.wrong(
                        "must not contain a web or mail address, such as example.com: mails that invite people quote it");
            case Reading<String> read -> read;
        };
    }

    /** A name between quotation marks, which it cannot end before its end. */
    static String quoted(String name) {
        return "“" + QUOTATION_MARK.matcher(name).replaceAll("'") + "”";
    }
}
