package dev.carillon.api.testing;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Cookie;
import dev.carillon.local.browser.Visitor;
import java.util.List;
import org.eclipse.microprofile.config.ConfigProvider;

/** Somebody with a browser at the account pages. */
public final class AccountVisitor implements AutoCloseable {

    private final Visitor visitor = new Visitor(() -> ConfigProvider.getConfig().getValue("test.url", String.class));

    /** A page of a browser that remembers nothing. */
    public Page open(String path) {
        return open(path, Visitor.DESKTOP, ColorScheme.LIGHT);
    }

    /** The same, in a window of that width. */
    public Page open(String path, int width, ColorScheme scheme) {
        Page page = visitor.open(width, scheme);
        page.navigate(path);
        return page;
    }

    /** A page of a browser that a person has signed in with. */
    public Page open(String path, Person person) {
        return open(path, person, Visitor.DESKTOP, ColorScheme.LIGHT);
    }

    /** The same, in a window of that width. */
    public Page open(String path, Person person, int width, ColorScheme scheme) {
        Page page = visitor.open(width, scheme);
        page.context().addCookies(List.of(new Cookie(Person.COOKIE, person.session()).setUrl(visitor.address())));
        page.navigate(path);
        return page;
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
