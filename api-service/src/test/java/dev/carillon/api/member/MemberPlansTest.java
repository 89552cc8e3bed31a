package dev.carillon.api.member;

import dev.carillon.api.testing.ApiServers;
import dev.carillon.api.testing.Plans;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@QuarkusTest
@WithTestResource(ApiServers.class)
class MemberPlansTest {

    @Inject
    Pool database;

    static Stream<String> statements() {
        return Stream.of(
                MemberStore.LIST,
                MemberStore.LOCK,
                MemberStore.FIND,
                MemberStore.CHANGE,
                MemberStore.REMOVE,
                InvitationStatements.INVITE,
                InvitationStatements.OTHERS,
                InvitationStatements.LIST,
                InvitationStatements.REVOKE,
                InvitationStatements.FIND,
                InvitationStatements.TAKE,
                InvitationStatements.ACCOUNT,
                InvitationStatements.JOIN);
    }

    @ParameterizedTest
    @MethodSource("statements")
    void aStatementUsesAnIndex(String statement) {
        Plans.assertUsesIndex(database, statement);
    }
}
