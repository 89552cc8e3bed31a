package dev.carillon.common.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.vertx.pgclient.PgException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a statement failed by: its values, which fail again, or the moment. */
class StoreFailureTest {

    @ParameterizedTest
    @CsvSource({
        "22021, true,  false, false",
        "23514, true,  false, false",
        "23505, true,  true,  false",
        "54000, true,  false, false",
        "40P01, false, false, true",
        "57014, false, false, false",
        ",      false, false, false"
    })
    void theStateSaysIt(@Nullable String state, boolean values, boolean duplicate, boolean deadlock) {
        PgException failure = new PgException("x", "ERROR", state, "x");

        assertEquals(values, StoreFailure.blamesValues(failure));
        assertEquals(duplicate, StoreFailure.isDuplicate(failure));
        assertEquals(deadlock, StoreFailure.isDeadlock(failure));
    }

    @Test
    void whatDidNotComeFromPostgresqlBlamesNothing() {
        assertFalse(StoreFailure.blamesValues(new IllegalStateException("23505")));
    }

    @Test
    void causesThatLeadInACircleComeToAnEnd() {
        Exception one = new IllegalStateException("one");
        Exception other = new IllegalStateException("other", one);
        one.initCause(other);

        assertFalse(StoreFailure.blamesValues(one));
    }
}
