package dev.carillon.worker.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.carillon.common.identity.OrganizationId;
import dev.carillon.common.job.Channel;
import dev.carillon.common.job.Priority;
import dev.carillon.common.store.Backlog.Share;
import dev.carillon.common.store.BacklogLane;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class BacklogTurnsTest {

    private final BacklogTurns turns = new BacklogTurns();

    @Test
    void organizationsShareByTheirWeights() {
        turns.begin(List.of(lane(1, Priority.NORMAL), lane(2, Priority.NORMAL)));

        assertEquals(
                Map.of(organization(1), 75, organization(2), 25),
                byOrganization(turns.next(100, id -> id.equals(organization(1)) ? 3 : 1, (_, wanted) -> wanted)));
    }

    @Test
    void whatOneMayNotTakeIsThereForTheNext() {
        turns.begin(List.of(lane(1, Priority.NORMAL), lane(2, Priority.NORMAL)));

        assertEquals(
                Map.of(organization(1), 10, organization(2), 90),
                byOrganization(turns.next(
                        100, _ -> 1, (id, wanted) -> id.equals(organization(1)) ? Math.min(10, wanted) : wanted)));
    }

    @Test
    void whenThereAreFewerPlacesThanOrganizationsEachHasItsTurn() {
        turns.begin(IntStream.range(0, 6)
                .mapToObj(number -> lane(number, Priority.NORMAL))
                .toList());

        List<OrganizationId> served = IntStream.range(0, 3)
                .mapToObj(_ -> turns.next(2, _ -> 1, (_, wanted) -> wanted))
                .flatMap(shares -> shares.stream().map(share -> share.lane().organizationId()))
                .toList();

        assertEquals(6, served.stream().distinct().count(), served.toString());
    }

    @Test
    void urgentLanesHaveTheLargerPartAndTheOthersNeverNothing() {
        turns.begin(List.of(lane(1, Priority.HIGH), lane(1, Priority.NORMAL), lane(1, Priority.LOW)));

        List<Integer> parts = turns.next(12, _ -> 1, (_, wanted) -> wanted).stream()
                .map(Share::most)
                .toList();

        assertEquals(List.of(8, 3, 1), parts);
    }

    @Test
    void aLaneThatGaveLessThanItWasAskedForIsLeftAlone() {
        turns.begin(List.of(lane(1, Priority.NORMAL)));

        turns.claimed(turns.next(5, _ -> 1, (_, wanted) -> wanted), List.of());

        assertTrue(turns.isEmpty());
    }

    @Property
    void neverMoreThanThereIsRoomForAndAllOfItWhereTakersAreWilling(
            @ForAll @IntRange(min = 1, max = 40) int organizations, @ForAll @IntRange(min = 1, max = 600) int places) {
        BacklogTurns many = new BacklogTurns();
        many.begin(IntStream.range(0, organizations)
                .mapToObj(number -> number)
                .flatMap(number -> List.of(lane(number, Priority.HIGH), lane(number, Priority.LOW)).stream())
                .toList());

        int asked =
                many
                        .next(places, id -> 1 + (int) id.value().getLeastSignificantBits() % 5, (_, wanted) -> wanted)
                        .stream()
                        .mapToInt(Share::most)
                        .sum();

        assertEquals(places, asked);
    }

    private static Map<OrganizationId, Integer> byOrganization(List<Share> shares) {
        return shares.stream()
                .collect(Collectors.groupingBy(
                        share -> share.lane().organizationId(), Collectors.summingInt(Share::most)));
    }

    private static OrganizationId organization(int number) {
        return new OrganizationId(new UUID(0, number));
    }

    private static BacklogLane lane(int organization, Priority priority) {
        return new BacklogLane(organization(organization), Channel.EMAIL, priority);
    }
}
