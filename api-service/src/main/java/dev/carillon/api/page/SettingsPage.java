package dev.carillon.api.page;

import java.util.Arrays;
import java.util.Optional;

/** The pages for people who are signed in. */
enum SettingsPage {
    MEMBERS("members", "Members"),
    API_KEYS("api-keys", "API keys"),
    WEBHOOKS("webhooks", "Webhooks"),
    AUDIT_LOG("audit-log", "Audit log"),
    /** The person's own sessions and password. */
    YOU("you", "Your account"),
    /** Where they choose for which of their organizations they act. */
    ORGANIZATIONS("organizations", "Organizations");

    private final String path;
    private final String title;

    SettingsPage(String path, String title) {
        this.path = path;
        this.title = title;
    }

    /** The last part of its address. */
    String path() {
        return path;
    }

    /** For people. */
    String title() {
        return title;
    }

    /** The page of that path; empty when there is none. */
    static Optional<SettingsPage> find(String path) {
        return Arrays.stream(values()).filter(page -> page.path.equals(path)).findFirst();
    }
}
