package dev.carillon.api.openid;

import dev.carillon.common.problem.Problem;
import dev.carillon.common.problem.ProblemException;
import dev.carillon.common.problem.ProblemKind;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Optional;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.consumer.ErrorCodeValidator;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.resolvers.JwksVerificationKeyResolver;
import org.jose4j.lang.JoseException;

/** Judges the provider's tokens: signed by one of its keys, made for us, now, and for this very sign-in. */
@Singleton
class IdToken {

    /** Clocks differ a little. */
    private static final int CLOCK_SKEW_SECONDS = 30;

    // By a pair of keys alone: a secret that both have, or none at all, would let others make tokens.
    private static final AlgorithmConstraints ALGORITHMS = new AlgorithmConstraints(
            AlgorithmConstraints.ConstraintType.PERMIT,
            AlgorithmIdentifiers.RSA_USING_SHA256,
            AlgorithmIdentifiers.RSA_USING_SHA384,
            AlgorithmIdentifiers.RSA_USING_SHA512,
            AlgorithmIdentifiers.RSA_PSS_USING_SHA256,
            AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256,
            AlgorithmIdentifiers.ECDSA_USING_P384_CURVE_AND_SHA384);

    private final Provider provider;
    private final OpenIdConfig config;

    IdToken(Provider provider, OpenIdConfig config) {
        this.provider = provider;
        this.config = config;
    }

    /** The proven mail address in a token, in lower case. Fails with a problem (401) when the token is not good. */
    Uni<String> email(String token, Attempt attempt) {
        return keyId(token)
                .map(id -> provider.keys(id).map(keys -> email(token, keys, attempt)))
                .orElseGet(() -> Uni.createFrom().failure(refused("it has no header")));
    }

    private static Optional<String> keyId(String token) {
        try {
            JsonWebSignature signature = new JsonWebSignature();
            signature.setCompactSerialization(token);
            return Optional.of(
                    Optional.ofNullable(signature.getKeyIdHeaderValue()).orElse(""));
        } catch (JoseException malformed) {
            return Optional.empty();
        }
    }

    private String email(String token, JsonWebKeySet keys, Attempt attempt) {
        try {
            JwtClaims claims = new JwtConsumerBuilder()
                    .setVerificationKeyResolver(new JwksVerificationKeyResolver(keys.getJsonWebKeys()))
                    .setJwsAlgorithmConstraints(ALGORITHMS)
                    .setExpectedIssuer(true, config.issuer().orElseThrow().toString())
                    .setExpectedAudience(true, config.clientId().orElseThrow())
                    .setRequireExpirationTime()
                    .setRequireIssuedAt()
                    .setRequireSubject()
                    .setAllowedClockSkewInSeconds(CLOCK_SKEW_SECONDS)
                    .build()
                    .processToClaims(token);
            return email(claims, attempt);
        } catch (InvalidJwtException invalid) {
            // Its message would quote the token.
            throw refused("errors "
                    + invalid.getErrorDetails().stream()
                            .map(ErrorCodeValidator.Error::getErrorCode)
                            .toList());
        } catch (MalformedClaimException invalid) {
            throw refused("a claim of another type");
        }
    }

    private String email(JwtClaims claims, Attempt attempt) throws MalformedClaimException {
        String nonce = claims.getStringClaimValue("nonce");
        if (nonce == null || !isEqual(nonce, attempt.nonce().value())) {
            throw refused("its nonce is another sign-in's");
        }
        // Of several audiences, the one that it was made for must be us.
        String party = claims.getStringClaimValue("azp");
        if (party != null
                ? !party.equals(config.clientId().orElseThrow())
                : claims.getAudience().size() > 1) {
            throw refused("it was made for somebody else");
        }
        String email = claims.getStringClaimValue("email");
        if (email == null || !Boolean.TRUE.equals(claims.getClaimValue("email_verified"))) {
            throw new ProblemException(Problem.of(
                    ProblemKind.FORBIDDEN, "The provider does not vouch for your mail address. Prove it there first."));
        }
        return email.toLowerCase(Locale.ROOT);
    }

    private static boolean isEqual(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    private static ProblemException refused(String reason) {
        Log.infof("A token of the OpenID provider was refused: %s", reason);
        return new ProblemException(
                Problem.of(ProblemKind.UNAUTHENTICATED, "The sign-in with the provider is not valid. Try again."));
    }
}
