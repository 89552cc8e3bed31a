package dev.carillon.api.openid;

import dev.carillon.common.problem.Problem;
import dev.carillon.common.problem.ProblemException;
import dev.carillon.common.problem.ProblemKind;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.core.http.HttpClient;
import io.vertx.mutiny.core.http.HttpClientResponse;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Map;

/** Requests to the provider. Each has a deadline, follows no redirection, and reads no more than it needs. */
@Singleton
class ProviderClient {

    private static final int LONGEST_ANSWER = 1 << 20;

    private final HttpClient http;
    private final OpenIdConfig config;

    ProviderClient(Vertx vertx, OpenIdConfig config) {
        this.config = config;
        this.http = vertx.createHttpClient(new HttpClientOptions()
                .setConnectTimeout(Math.toIntExact(config.timeout().toMillis()))
                .setMaxPoolSize(10));
    }

    /** A JSON document. Fails with a problem (502) when there is none. */
    Uni<JsonObject> get(URI address) {
        return answer(address, request(HttpMethod.GET, address), Buffer.buffer());
    }

    /** The JSON answer to a form. Fails with a problem (502) when there is none. */
    Uni<JsonObject> post(URI address, String form, Map<String, String> headers) {
        RequestOptions request =
                request(HttpMethod.POST, address).putHeader("Content-Type", "application/x-www-form-urlencoded");
        headers.forEach(request::putHeader);
        return answer(address, request, Buffer.buffer(form));
    }

    private RequestOptions request(HttpMethod method, URI address) {
        return new RequestOptions()
                .setMethod(method)
                .setAbsoluteURI(address.toString())
                .setFollowRedirects(false)
                .putHeader("Accept", "application/json");
    }

    private Uni<JsonObject> answer(URI address, RequestOptions request, Buffer body) {
        return http.request(request)
                .chain(prepared -> prepared.send(body))
                .chain(ProviderClient::body)
                .ifNoItem()
                .after(config.timeout())
                .fail()
                .onFailure()
                .transform(failure -> {
                    Log.warnf(
                            "The OpenID provider did not answer well at %s: %s",
                            address.getHost(), failure.getMessage());
                    return new ProblemException(
                            Problem.of(ProblemKind.BAD_GATEWAY, "The sign-in provider did not answer as it should."));
                });
    }

    private static Uni<JsonObject> body(HttpClientResponse response) {
        String length = response.getHeader("Content-Length");
        if (response.statusCode() != 200) {
            return Uni.createFrom().failure(new IllegalStateException("status " + response.statusCode()));
        }
        if (length != null && Long.parseLong(length) > LONGEST_ANSWER) {
            return Uni.createFrom().failure(new IllegalStateException("a body of " + length + " bytes"));
        }
        return response.body().map(ProviderClient::json);
    }

    private static JsonObject json(Buffer body) {
        if (body.length() > LONGEST_ANSWER) {
            throw new IllegalStateException("a body of " + body.length() + " bytes");
        }
        try {
            return new JsonObject(body.getDelegate());
        } catch (DecodeException | ClassCastException malformed) {
            throw new IllegalStateException("no JSON object", malformed);
        }
    }
}
