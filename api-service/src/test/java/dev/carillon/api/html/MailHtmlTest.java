package dev.carillon.api.html;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.lessThan;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MailHtmlTest {

    private static final Pattern ACTIVE = Pattern.compile(
            "<(script|iframe|object|embed|svg|math|base|noscript|template|xmp)|\\son[a-z]+\\s*=|javascript:|vbscript:|expression\\(");

    /** What mails are made of: all of it passes, to the last byte. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "just text, 1 < 2",
                "<p>Hello <b>Ada</b>",
                "<P Style='color:red; background:url(https://example.com/a.png)' BGCOLOR=\"#fff\">x</P>",
                "<!doctype html><html xmlns:v=\"urn:schemas-microsoft-com:vml\"><head><meta charset=utf-8>"
                        + "<meta http-equiv=\"Content-Type\" content=\"text/html; charset=utf-8\">"
                        + "<meta name=\"viewport\" content=\"width=device-width\"><title>x</title>"
                        + "<style>@import url('https://fonts.example.com/a.css'); @media (max-width:600px){.a{width:100%!important}}</style>"
                        + "<link rel=stylesheet href=\"https://fonts.example.com/a.css\"></head><body>x</body></html>",
                "<table width=600 align=center cellpadding=0 role=presentation><tr><td valign=top>x</td></tr></table>",
                "<!--[if mso]><v:roundrect href=\"https://example.com\" arcsize=\"8%\"><w:anchorlock/><![endif]--><a href='https://example.com'>x</a>",
                "<!--[if !mso]><!--><div>x</div><!--<![endif]-->",
                "<img src=\"cid:logo@example.com\" alt=\"\"><img src=\"data:image/png;base64,iVBORw0KGgo=\">",
                "<img srcset=\"https://example.com/a.png 1x, https://example.com/b.png 2x\">",
                "<a href=\"mailto:a@example.com?subject=x\">x</a><a href=\"tel:+49123\">x</a><a href=\"{{unsubscribe}}\">x</a><a href='#x'>x</a>",
                "<div itemscope itemtype=\"https://schema.org/Order\" data-id=1 aria-label=x dir=rtl lang=ar>x</div>",
                "<script type=\"application/ld+json\">{\"@context\":\"https://schema.org\"}</script>",
                "<p class=MsoNormal>x<o:p></o:p></p>",
                "<form action=\"https://example.com\"><input type=checkbox id=a><label for=a>x</label></form>"
            })
    void passesWhatMailsAreMadeOf(String html) {
        assertEquals(new MailHtml(html, List.of()), MailHtml.of(html));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<p>x<script>alert(1)</script>y | <script>",
                "<SCRIPT SRC=//evil.example></SCRIPT>y | <script>",
                "<img src=x onerror=alert(1)> | onerror of <img>",
                "<img src=x OnLoad = alert(1)> | onload of <img>",
                "<svg/onload=alert(1)> | <svg>",
                "<svg><style><img src=x onerror=alert(1)></style></svg> | <svg>",
                "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>y | <math>",
                "<a href=\"javascript:alert(1)\">y</a> | href of <a>",
                "<a href=\"java&#x0a;script:alert(1)\">y</a> | href of <a>",
                "<a href=\" &#1;JaVaScRiPt&colon;alert(1)\">y</a> | href of <a>",
                "<a href=\"vbscript:x\">y</a> | href of <a>",
                "<a href=\"data:text/html,<script>alert(1)</script>\">y</a> | href of <a>",
                "<img src=\"data:image/svg+xml,<svg onload=alert(1)>\"> | src of <img>",
                "<a href=\"file:///etc/passwd\">y</a> | href of <a>",
                "<form action=\"javascript:alert(1)\"><button formaction=javascript:alert(1)>y | action of <form>",
                "<iframe src=\"https://example.com\"></iframe> | <iframe>",
                "<object data=x></object><embed src=x> | <object>",
                "<base href=\"https://evil.example/\"> | <base>",
                "<meta http-equiv=refresh content=\"0;url=https://evil.example\"> | <meta>",
                "<link rel=import href=x> | <link>",
                "<div style=\"width:expression(alert(1))\">y | style of <div>",
                "<div style=\"width:ex/**/pression(alert(1))\">y | style of <div>",
                "<div style=\"width:\\65xpression(alert(1))\">y | style of <div>",
                "<style>a{background:url(javascript:alert(1))}</style> | <style>",
                "<!--><script>alert(1)</script>--> | <script>",
                "<!--[if mso]><script>alert(1)</script><![endif]-->y | a conditional comment with a script",
                "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\"> | <noscript>",
                "<p title=\"</p><script>alert(1)</script>\" onclick=x>y | onclick of <p>",
                "<xmp><p title=\"</xmp><script>alert(1)</script>\"> | <xmp>",
                "<iframe srcdoc=\"<script>alert(1)</script>\"></iframe> | <iframe>",
                "<template><script>alert(1)</script></template> | <template>"
            })
    void removesWhatRunsAndTellsOfIt(String htmlAndTold) {
        int bar = htmlAndTold.lastIndexOf(" | ");
        String html = htmlAndTold.substring(0, bar);
        String told = htmlAndTold.substring(bar + 3);
        MailHtml clean = MailHtml.of(html);

        assertThat(clean.removed().toString(), containsString(told));
        // What only looks like it, within the text of an attribute, is written as text.
        String written = clean.html().replaceAll("\"[^\"]*\"", "\"\"").toLowerCase(Locale.ROOT);
        assertFalse(ACTIVE.matcher(written).find(), clean.html());
        // Once is enough: nothing comes to life by being read again.
        assertEquals(List.of(), MailHtml.of(clean.html()).removed());
    }

    @Test
    void keepsTheRest() {
        MailHtml clean = MailHtml.of(
                "<!doctype html><head><style>.a{color:red}</style></head><body><!--[if mso]>x<![endif]--><table style=\"width:1px\"><tr>"
                        + "<td onclick=\"x()\">Hello</td></tr></table><blink-tag>Bye</blink-tag></body>");

        assertEquals(List.of("onclick of <td>", "<blink-tag> around its content"), clean.removed());
        assertEquals(
                "<!doctype html><html><head><style>.a{color:red}</style></head><body><!--[if mso]>x<![endif]--><table style=\"width:1px\"><tbody><tr>"
                        + "<td>Hello</td></tr></tbody></table>Bye</body></html>",
                clean.html());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<b>",
                "<a>",
                "<div>",
                "<table>",
                "<font color=x>",
                "<p><b>",
                "<!--",
                "<x ",
                "<svg>",
                "&",
                "<select>"
            })
    void isReadSoonHoweverItIsNested(String piece) {
        String html = piece.repeat(1_000_000 / piece.length());
        long begun = System.nanoTime();

        MailHtml.of(html);

        assertThat(Duration.ofNanos(System.nanoTime() - begun), lessThan(Duration.ofSeconds(20)));
    }
}
