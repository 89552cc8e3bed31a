package dev.carillon.api.openid;

import dev.carillon.api.account.AccountConfig;
import dev.carillon.api.signin.SessionStart;
import dev.carillon.common.identity.Account;
import dev.carillon.common.identity.AccountStore;
import dev.carillon.common.identity.SecretToken;
import dev.carillon.common.problem.Problem;
import dev.carillon.common.problem.ProblemException;
import dev.carillon.common.problem.ProblemKind;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Signs people in by what a provider says of them. The provider proves the address; PostgreSQL says whose it is. */
@Path("/v1/auth/openid")
@Produces(MediaType.APPLICATION_JSON)
public class OpenIdResource {

    private final AuthorizationCode codes;
    private final Attempts attempts;
    private final StateCookie states;
    private final AccountStore accounts;
    private final SessionStart sessions;
    private final AccountConfig config;

    OpenIdResource(
            AuthorizationCode codes,
            Attempts attempts,
            StateCookie states,
            AccountStore accounts,
            SessionStart sessions,
            AccountConfig config) {
        this.codes = codes;
        this.attempts = attempts;
        this.states = states;
        this.accounts = accounts;
        this.sessions = sessions;
        this.config = config;
    }

    /** Sends the browser to the provider. */
    @GET
    public Uni<Response> begin(@Context HttpServerRequest request) {
        return codes.begin()
                .call(begun -> attempts.keep(begun.state(), begun.attempt()))
                .map(begun -> Response.seeOther(begun.address())
                        .cookie(states.carrying(begun.state(), request))
                        .header(HttpHeaders.CACHE_CONTROL, "no-store")
                        .build());
    }

    /** Where the provider sends the browser back to. Begins a session and leads on to the pages. */
    @GET
    @Path("/callback")
    public Uni<Response> complete(
            @RestQuery @Nullable String state,
            @RestQuery @Nullable String code,
            @Context HttpHeaders headers,
            @Context HttpServerRequest request) {
        return Uni.createFrom()
                .deferred(() -> signIn(state, code, headers, request))
                .onFailure(failure -> failure instanceof ProblemException && isForPeople(headers))
                .recoverWithItem(failure -> backToSignIn((ProblemException) failure));
    }

    /** Programs are answered the problem. */
    private static boolean isForPeople(HttpHeaders headers) {
        String accepted = headers.getHeaderString(HttpHeaders.ACCEPT);
        return accepted != null && accepted.contains(MediaType.TEXT_HTML);
    }

    private Uni<Response> signIn(
            @Nullable String state, @Nullable String code, HttpHeaders headers, HttpServerRequest request) {
        codes.refuseUnlessConfigured();
        SecretToken known = Optional.ofNullable(state)
                .filter(SecretToken::isWellFormed)
                .map(SecretToken::new)
                .filter(token -> states.matches(token, headers.getCookies(), request))
                .orElseThrow(OpenIdResource::notBegun);
        return attempts.take(known)
                .map(found -> found.orElseThrow(OpenIdResource::notBegun))
                .chain(attempt -> codes.email(code == null ? "" : code, attempt))
                .chain(accounts::findByEmail)
                .map(found -> found.orElseThrow(OpenIdResource::unknown))
                .chain((Account account) -> sessions.begin(account, request))
                .map(begun -> Response.seeOther(page(""))
                        .cookie(begun.cookie(), begun.browser(), states.removed(request))
                        .header(HttpHeaders.CACHE_CONTROL, "no-store")
                        .build());
    }

    /** Where people are told why it did not work. */
    private Response backToSignIn(ProblemException refusal) {
        ProblemKind kind = refusal.problem().kind();
        String word = kind == ProblemKind.UNAUTHENTICATED
                ? "openid-invalid"
                : kind == ProblemKind.FORBIDDEN ? "openid-unknown" : "openid-failed";
        return Response.seeOther(page("/sign-in?said=" + word))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    private URI page(String address) {
        return URI.create(config.webAddress().toString().replaceAll("/+$", "") + "/account" + address);
    }

    private static ProblemException notBegun() {
        return new ProblemException(Problem.of(
                ProblemKind.UNAUTHENTICATED,
                "This sign-in was not begun with this browser, or took too long. Try again."));
    }

    private static ProblemException unknown() {
        return new ProblemException(Problem.of(
                ProblemKind.FORBIDDEN,
                "Your address has no account here. Register, or let a member of an organization invite you."));
    }
}
