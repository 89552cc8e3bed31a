package dev.carillon.api.account;

import dev.carillon.common.body.Reading;
import dev.carillon.common.identity.SecretToken;
import dev.carillon.common.problem.Problem;
import dev.carillon.common.problem.ProblemException;

/** The token that a person brings from a mail. */
public final class Token {

    private Token() {}

    /** Reads a token. */
    public static Reading<SecretToken> read(String text) {
        return SecretToken.isWellFormed(text)
                ? Reading.right(new SecretToken(text))
                : Reading.wrong("must be the token of the link in the mail");
    }

    /** The same for one that was used, has expired, was replaced or never was. */
    public static ProblemException unknown() {
        return new ProblemException(Problem.validation(
                "token", "is not valid: it was used, has expired, or was replaced. Ask for another mail"));
    }
}
