package dev.carillon.api.account;

import dev.carillon.common.address.EmailAddress;
import dev.carillon.common.body.Reading;
import java.util.Locale;

/** The address of a person: in lower case as a whole, since nobody has two mailboxes that differ by case, and many type theirs differently. */
public final class MailAddress {

    private MailAddress() {}

    /** What is compared with the addresses of accounts, whatever somebody typed. */
    public static String typed(String text) {
        return read(text) instanceof Reading.Right<String>(String address)
                ? address
                : text.strip().toLowerCase(Locale.ROOT);
    }

    /** Reads an address. */
    public static Reading<String> read(String text) {
        return switch (EmailAddress.read(text.strip())) {
            case Reading.Right<EmailAddress>(EmailAddress address) ->
                Reading.right(address.toString().toLowerCase(Locale.ROOT));
            case Reading.Wrong<EmailAddress>(String message) -> Reading.wrong(message);
        };
    }
}
