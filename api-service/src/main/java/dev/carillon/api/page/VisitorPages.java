package dev.carillon.api.page;

import dev.carillon.api.account.AccountConfig;
import dev.carillon.api.account.RegistrationPolicy;
import dev.carillon.api.identity.SessionCookie;
import dev.carillon.api.openid.OpenIdConfig;
import dev.carillon.api.openid.ProviderOffer;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Optional;

/** What the pages consist of before their scripts begin. */
@Singleton
class VisitorPages {

    private final AccountConfig accounts;
    private final OpenIdConfig openId;
    private final SessionCookie cookie;

    VisitorPages(AccountConfig accounts, OpenIdConfig openId, SessionCookie cookie) {
        this.accounts = accounts;
        this.openId = openId;
        this.cookie = cookie;
    }

    /** The templates. */
    @CheckedTemplate(basePath = "page")
    static final class Templates {

        private Templates() {}

        /**
         * The sign-in.
         *
         * @param next where to go afterwards
         * @param notice why somebody is here; may be empty
         * @param provider the name of the OpenID Connect provider; empty when there is none
         * @param open whether everybody may register
         * @param insecure whether the browser will forget the session at once, because the page came without TLS
         */
        static native TemplateInstance signIn(
                String next, String notice, String provider, boolean open, boolean insecure);

        /**
         * The registration.
         *
         * @param policy {@code OPEN}, {@code INVITE_ONLY} or {@code CLOSED}
         * @param shortest characters of a password
         */
        static native TemplateInstance register(RegistrationPolicy policy, int shortest);

        static native TemplateInstance verifyEmail();

        static native TemplateInstance forgotPassword();

        static native TemplateInstance resetPassword(int shortest);

        /**
         * The acceptance of an invitation.
         *
         * @param closed whether nobody gets a new account
         */
        static native TemplateInstance invitation(boolean closed, int shortest);

        /**
         * A page for who is signed in.
         *
         * @param name which of them
         * @param dashboard its address; empty when the pages do not lead to it
         */
        static native TemplateInstance settings(String title, String name, int shortest, String dashboard);

        static native TemplateInstance missing();
    }

    /** A page for everybody; empty when there is none of that name. */
    Optional<TemplateInstance> find(String name, HttpServerRequest request) {
        int shortest = accounts.shortestPassword();
        RegistrationPolicy policy = accounts.registration();
        return switch (name) {
            case "sign-in" -> Optional.of(signIn(request));
            case "register" -> Optional.of(Templates.register(policy, shortest));
            case "verify-email" -> Optional.of(Templates.verifyEmail());
            case "forgot-password" -> Optional.of(Templates.forgotPassword());
            case "reset-password" -> Optional.of(Templates.resetPassword(shortest));
            case "invitation" -> Optional.of(Templates.invitation(policy == RegistrationPolicy.CLOSED, shortest));
            default -> Optional.empty();
        };
    }

    /** A page for who is signed in. */
    TemplateInstance settings(SettingsPage page) {
        return Templates.settings(
                page.title(),
                page.path(),
                accounts.shortestPassword(),
                accounts.dashboardAddress().map(URI::toString).orElse(""));
    }

    /** In the place of a page that does not exist. */
    TemplateInstance missing() {
        return Templates.missing();
    }

    private TemplateInstance signIn(HttpServerRequest request) {
        return Templates.signIn(
                ReturnAddress.of(request.getParam("next")),
                SignInNotice.of(request.getParam("said")),
                ProviderOffer.name(openId).orElse(""),
                accounts.registration() == RegistrationPolicy.OPEN,
                cookie.isLostOn(request));
    }
}
