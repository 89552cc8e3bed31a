package dev.carillon.api.page;

import dev.carillon.api.testing.AccountVisitor;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.TestInstance;

/** What tests of pages in a real browser share: the browser, which must not complain about anything. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class PagesInBrowser {

    @Inject
    Pool database;

    final AccountVisitor visitor = new AccountVisitor();

    @AfterEach
    void nothingComplained() {
        visitor.assertNoComplaints();
    }

    @AfterAll
    void leave() {
        visitor.close();
    }
}
