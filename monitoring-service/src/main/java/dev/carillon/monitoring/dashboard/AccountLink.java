package dev.carillon.monitoring.dashboard;

import jakarta.inject.Named;
import jakarta.inject.Singleton;

/** Leads from the dashboard to the account pages, where it is known where they are. */
@Named("accountLink")
@Singleton
public class AccountLink {

    private final String root;

    AccountLink(DashboardConfig config) {
        this.root = config.accountWebAddress()
                .map(address -> address.toString().replaceAll("/+$", "") + "/account")
                .orElse("");
    }

    /** The address of the account pages; empty when it is not known. */
    public String getRoot() {
        return root;
    }
}
