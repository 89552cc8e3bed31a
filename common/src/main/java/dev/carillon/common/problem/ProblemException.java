package dev.carillon.common.problem;

/** Ends a request with a problem. Cheap: it has no stack trace, as it tells of the client's mistakes and not of ours. */
public class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    /** Ends the request with {@code problem}. */
    public ProblemException(Problem problem) {
        super(problem.kind() + ": " + problem.detail(), null, false, false);
        this.problem = problem;
    }

    /** What the client is told. */
    public Problem problem() {
        return problem;
    }
}
