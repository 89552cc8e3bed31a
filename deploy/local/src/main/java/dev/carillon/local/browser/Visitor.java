package dev.carillon.local.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A person with a browser, who also looks out for what the browser complains about. Making one aborts the test as skipped where
 * there is no browser.
 */
public final class Visitor implements AutoCloseable {

    /** The width of a window, in pixels. */
    public static final int DESKTOP = 1280;

    /** The width of a phone, in pixels. */
    public static final int PHONE = 390;

    private static final Set<String> SERIOUS = Set.of("serious", "critical");

    private final Supplier<String> address;
    private final Chromium chromium = Chromium.start();
    private final List<String> complaints = new ArrayList<>();

    /**
     * Somebody who looks at a service.
     *
     * @param address where it is, without a slash at the end; asked for when a page is opened, since its port is not known before
     */
    public Visitor(Supplier<String> address) {
        this.address = address;
    }

    /** Where the service under test is, without a slash at the end. */
    public String address() {
        return address.get();
    }

    /** A page with nothing remembered. */
    public Page open(int width, ColorScheme scheme) {
        Page page = chromium.page(address(), width, width == PHONE ? 844 : 800, scheme);
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") && !message.text().contains("Failed to load resource")) {
                complaints.add(message.text());
            }
        });
        page.onPageError(complaints::add);
        return page;
    }

    /** Fills the form and sends it. */
    public static void signIn(Page page, String email, String password) {
        page.getByLabel("E-mail address").fill(email);
        page.getByLabel("Password").fill(password);
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign in"))
                .click();
    }

    /** The heading of that text. */
    public static Locator heading(Page page, String text) {
        return page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(text));
    }

    /** Fails on what would keep people from using the page. */
    public static void assertAccessible(Page page) {
        List<String> violations = new AxeBuilder(page)
                .analyze().getViolations().stream()
                        .filter(rule -> SERIOUS.contains(rule.getImpact()))
                        .map(Visitor::describe)
                        .toList();
        assertEquals(List.of(), violations);
    }

    /** Fails when the page would have to be moved sideways. */
    public static void assertFits(Page page) {
        Object overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
        assertTrue(((Number) overflow).intValue() <= 0, "The page is wider than the screen");
    }

    /** Fails when a script failed, or the browser refused something that the page wanted. */
    public void assertNoComplaints() {
        assertEquals(List.of(), List.copyOf(complaints), "What the browser complained about");
        complaints.clear();
    }

    private static String describe(Rule rule) {
        return rule.getId() + ": "
                + rule.getNodes().stream().map(node -> node.getHtml()).toList();
    }

    /** Ends the browser. */
    @Override
    public void close() {
        chromium.close();
    }
}
