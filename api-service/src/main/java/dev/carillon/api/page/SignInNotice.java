package dev.carillon.api.page;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What people are told when something led them to the sign-in. The address names it by a word: text of others is never shown. */
final class SignInNotice {

    private static final Map<String, String> TEXTS = Map.of(
            "signed-out", "You are signed out.",
            "ended", "Your session has ended. Sign in again, and you are back where you were.",
            "confirmed", "Your address is confirmed, and your organization is made. Sign in to go on.",
            "password-changed", "Your password is changed, and all your sessions have ended. Sign in with the new one.",
            "joined", "You have joined the organization. Sign in to go on.",
            "openid-invalid",
                    "That sign-in is not valid: it was not begun with this browser, or took too long. Try again.",
            "openid-unknown", "Your address has no account here, or your provider does not vouch for it.",
            "openid-failed", "The sign-in with your provider did not work. Try again, or sign in with your password.");

    private SignInNotice() {}

    /** The text of a word; empty when there is none. */
    static String of(@Nullable String word) {
        return word == null ? "" : TEXTS.getOrDefault(word, "");
    }
}
