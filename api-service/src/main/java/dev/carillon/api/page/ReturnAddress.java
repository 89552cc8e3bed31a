package dev.carillon.api.page;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where people go after they have signed in: a page of ours, and no other. Nobody shall be led from our sign-in to another site. */
final class ReturnAddress {

    /** Where everybody finds something. */
    static final String HOME = "/account";

    // No second slash at the start, no backslash, no colon: nothing that a browser could take for the name of a host.
    private static final Pattern OURS = Pattern.compile("/account/[a-z]+(-[a-z]+)*(\\?[A-Za-z0-9_=&-]*)?");

    private ReturnAddress() {}

    /** The address that was asked for when it is one of the settings' pages, else their first one. */
    static String of(@Nullable String asked) {
        return asked != null
                        && OURS.matcher(asked).matches()
                        && SettingsPage.find(name(asked)).isPresent()
                ? asked
                : HOME;
    }

    private static String name(String address) {
        int query = address.indexOf('?');
        return address.substring(HOME.length() + 1, query < 0 ? address.length() : query);
    }
}
