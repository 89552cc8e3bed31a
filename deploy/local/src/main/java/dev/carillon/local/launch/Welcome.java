package dev.carillon.local.launch;

import dev.carillon.local.stack.Credentials;
import dev.carillon.local.stack.EnvironmentFile;
import dev.carillon.local.stack.Port;
import dev.carillon.local.stack.Report;
import dev.carillon.local.stack.Settings;

/** The last words of {@code up}: where everything is and what to try. */
final class Welcome {

    private final Settings settings;
    private final Credentials credentials;

    Welcome(Settings settings, Credentials credentials) {
        this.settings = settings;
        this.credentials = credentials;
    }

    void show(Report report, boolean inBackground) {
        report.say("""

                Carillon is up.

                  API         %s     (description: %s/openapi)
                  Dashboard   %s/admin/monitoring
                  Account     %s/account     (members, API keys, webhooks of the organization)
                    e-mail    %s
                    password  %s
                  API key     %s
                  Webhooks    send them to %s; they are written to %s
                  Mail        ./carillon mail
                  Logs        ./carillon logs

                  Try it:     . %s
                              curl -H "Authorization: Bearer $CARILLON_API_KEY" "$CARILLON_API_URL/v1/jobs"

                %s""".formatted(
                        settings.address(Port.API),
                        settings.address(Port.API),
                        settings.address(Port.MONITORING),
                        settings.address(Port.API),
                        credentials.adminEmail(),
                        credentials.adminPassword(),
                        credentials.apiKey(),
                        settings.address(Port.RECEIVER),
                        settings.data().log("webhooks"),
                        EnvironmentFile.quoted(settings.data().environment().toString()),
                        inBackground
                                ? "It runs in the background; ./carillon down stops it."
                                : "Ctrl-C stops it; the data stays."));
    }
}
