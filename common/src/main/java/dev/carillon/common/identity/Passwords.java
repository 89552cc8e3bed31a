package dev.carillon.common.identity;

import dev.carillon.common.problem.Problem;
import dev.carillon.common.problem.ProblemException;
import io.quarkus.elytron.security.common.BcryptUtil;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.WorkerExecutor;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Hashes and verifies passwords, away from the event loops: a bcrypt of cost 12 takes a core a quarter of a second.
 *
 * <p>Its threads are few and its queue is short, so that a flood of sign-ins slows sign-ins and nothing else.
 */
@Singleton
public class Passwords {

    /** The longest password in bytes of UTF-8. bcrypt ignores what follows, so longer ones are refused. */
    public static final int MAXIMUM_BYTES = 72;

    private static final int COST = 12;
    // About 8 s with one thread: who waits longer has gone.
    private static final int MAXIMUM_WAITING = 24;

    private static final Problem TOO_MANY = Problem.unavailable(
            "Too many passwords are being checked at once. Try again in a moment.", Duration.ofSeconds(5));

    // Of a password that nobody has. Verified for unknown accounts, so that they take as long as known ones.
    static final String NOBODYS_HASH = "$2a$12$ySl3iQAu03hCUpIl113pLuVlzYPckmtBFywS8MIjaE9tlkP6wZVo2";

    private final int maximumWaiting;
    private final WorkerExecutor threads;
    private final AtomicInteger waiting = new AtomicInteger();

    @Inject
    Passwords(Vertx vertx) {
        this(vertx, MAXIMUM_WAITING);
    }

    Passwords(Vertx vertx, int maximumWaiting) {
        this.maximumWaiting = maximumWaiting;
        int count = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
        this.threads = vertx.createSharedWorkerExecutor("carillon-passwords", count);
    }

    /**
     * The hash to store for {@code password}. Fails with {@link IllegalArgumentException} when it is longer than
     * {@link #MAXIMUM_BYTES}, and with a {@link ProblemException} (503) when too many wait already.
     */
    public Uni<PasswordHash> hash(String password) {
        if (isTooLong(password)) {
            return Uni.createFrom()
                    .failure(new IllegalArgumentException(
                            "A password has at most " + MAXIMUM_BYTES + " bytes in UTF-8"));
        }
        return run(() -> new PasswordHash(BcryptUtil.bcryptHash(password, COST)));
    }

    /**
     * The account, if {@code password} is its password. Takes the same time when the account is empty: nobody learns from the
     * clock who has one. Fails with a {@link ProblemException} (503) when too many wait already.
     */
    public Uni<Optional<Account>> verify(Optional<Account> account, String password) {
        String hash = account.map(found -> found.passwordHash().value()).orElse(NOBODYS_HASH);
        return run(() -> BcryptUtil.matches(password, hash))
                .map(matches -> matches && !isTooLong(password) ? account : Optional.empty());
    }

    private static boolean isTooLong(String password) {
        return password.getBytes(StandardCharsets.UTF_8).length > MAXIMUM_BYTES;
    }

    /**
     * Does other work that takes milliseconds of a core on the same threads, in the same short queue. Fails with a
     * {@link ProblemException} (503) when too many wait already.
     */
    public <T> Uni<T> run(Callable<T> work) {
        return Uni.createFrom().deferred(() -> {
            if (waiting.incrementAndGet() > maximumWaiting) {
                waiting.decrementAndGet();
                return Uni.createFrom().failure(new ProblemException(TOO_MANY));
            }
            return threads.executeBlocking(work, false).onTermination().invoke(waiting::decrementAndGet);
        });
    }

    @PreDestroy
    void close() {
        threads.closeAndForget();
    }
}
