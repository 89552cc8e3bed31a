package dev.carillon.api.testing;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Cookie;
import dev.carillon.local.browser.Chromium;
import dev.carillon.local.browser.Visitor;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.ConfigProvider;

/** Somebody with a browser at the account pages. */
public final class AccountVisitor implements AutoCloseable {

    static {
        // Passwords are slow on purpose, and machines of tests are busy.
        PlaywrightAssertions.setDefaultAssertionTimeout(40_000);
    }

    private final Visitor visitor = new Visitor(() -> ConfigProvider.getConfig().getValue("test.url", String.class));

    /** A page of a browser that remembers nothing. */
    public Page open(String path) {
        Page page = visitor.open(Visitor.DESKTOP, ColorScheme.LIGHT);
        page.navigate(path);
        return page;
    }

    /** A page of a browser that a person has signed in with. */
    public Page open(String path, Person person) {
        Page page = visitor.open(Visitor.DESKTOP, ColorScheme.LIGHT);
        bring(page, person);
        page.navigate(path);
        return page;
    }

    private void bring(Page page, Person person) {
        page.context().addCookies(List.of(new Cookie(Person.COOKIE, person.session()).setUrl(visitor.address())));
    }

    /** How a page is looked at: in a window by day, on a phone by night. */
    public enum Look {
        DESKTOP(Visitor.DESKTOP, ColorScheme.LIGHT),
        PHONE(Visitor.PHONE, ColorScheme.DARK);

        private final int width;
        private final ColorScheme scheme;

        Look(int width, ColorScheme scheme) {
            this.width = width;
            this.scheme = scheme;
        }
    }

    /**
     * Fails when a page cannot be used, one way or the other, and keeps what it looks like.
     *
     * @param path without {@code /account/}
     * @param person who is signed in
     * @param shown what is there when the page is
     */
    public void assertUsable(String path, Optional<Person> person, String shown) {
        for (Look look : Look.values()) {
            Page page = visitor.open(look.width, look.scheme);
            person.ifPresent(somebody -> bring(page, somebody));
            page.navigate("/account/" + path);
            PlaywrightAssertions.assertThat(page.locator(shown).first()).isVisible();
            PlaywrightAssertions.assertThat(page).hasTitle(Pattern.compile(".+ · Carillon"));
            Visitor.assertFits(page);
            Visitor.assertAccessible(page);
            Chromium.keep(page, path.replaceAll("#.*", "") + "-" + look.name().toLowerCase(Locale.ROOT));
            page.context().close();
        }
    }

    /** An address of the service. */
    public String address(String path) {
        return visitor.address() + path;
    }

    /** The button of that name, to the letter. */
    public static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    /** Presses a button of the open dialog. */
    public static void agree(Page page, String name) {
        page.getByRole(AriaRole.DIALOG)
                .getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName(name).setExact(true))
                .click();
    }

    /** Fails when the browser complained about something. */
    public void assertNoComplaints() {
        visitor.assertNoComplaints();
    }

    @Override
    public void close() {
        visitor.close();
    }
}
