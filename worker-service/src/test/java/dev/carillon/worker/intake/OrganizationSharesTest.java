package dev.carillon.worker.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.carillon.common.identity.OrganizationId;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class OrganizationSharesTest {

    private static final OrganizationId FLOOD = new OrganizationId(new UUID(0, 1));
    private static final OrganizationId SMALL = new OrganizationId(new UUID(0, 2));

    @Test
    void oneAloneHasAllButTheReserveAndWhoComesNewFindsPlacesThere() {
        OrganizationShares shares = shares(Map.of());

        assertEquals(80, shares.take(FLOOD, 100));
        assertEquals(0, shares.take(FLOOD, 1));
        assertEquals(
                40, shares.take(SMALL, 100), "half of what is shared, though the other still has more than its half");
    }

    @Test
    void placesThatAreGivenBackGoToWhoHasLess() {
        OrganizationShares shares = shares(Map.of());
        shares.take(FLOOD, 100);
        shares.take(SMALL, 1);

        shares.giveBack(FLOOD, 40);
        assertEquals(0, shares.take(FLOOD, 1), "still at its half");
        assertEquals(39, shares.take(SMALL, 100));
        shares.giveBack(SMALL, 40);
        assertEquals(40, shares.take(FLOOD, 100), "alone again");
    }

    @Test
    void weightsDivideByTheirRatio() {
        OrganizationShares shares = shares(Map.of("carillon.fairness.weight." + FLOOD, "3"));
        shares.take(SMALL, 1);

        assertEquals(60, shares.take(FLOOD, 100));
        assertEquals(19, shares.take(SMALL, 100));
    }

    @Test
    void aLimitHoldsEvenWhenNobodyElseIsThere() {
        OrganizationShares shares =
                shares(Map.of("carillon.fairness.limit", "10", "carillon.fairness.organization-limit." + FLOOD, "25"));

        assertEquals(25, shares.take(FLOOD, 100));
        assertEquals(10, shares.take(SMALL, 100));
    }

    @Test
    void whoGotNoPlaceIsToldOnceWithItsLimit() {
        OrganizationShares shares = shares(Map.of("carillon.fairness.limit", "10"));
        shares.take(SMALL, 1);
        shares.take(FLOOD, 25);
        assertEquals(Map.of(), shares.refused(), "it got some");
        shares.take(FLOOD, 1);

        assertEquals(Map.of(FLOOD, 10), shares.refused());
        assertEquals(Map.of(), shares.refused());
    }

    @Test
    void aWeightOfNothingIsRefusedByName() {
        ConfigValidationException failure = assertThrows(
                ConfigValidationException.class, () -> shares(Map.of("carillon.fairness.weight." + FLOOD, "0")));

        assertTrue(String.valueOf(failure.getMessage()).contains("carillon.fairness.weight." + FLOOD));
    }

    /** Whatever is taken and given back, nothing is granted beyond the limits, and nothing is lost. */
    @Property(tries = 200)
    void everyPlaceComesBack(@ForAll long seed, @ForAll @IntRange(min = 1, max = 8) int organizations) {
        Random random = new Random(seed);
        OrganizationShares shares = shares(Map.of());
        List<OrganizationId> held = new ArrayList<>();
        for (int step = 0; step < 300; step++) {
            if (random.nextBoolean()) {
                OrganizationId organization = new OrganizationId(new UUID(1, random.nextInt(organizations)));
                int granted = shares.take(organization, 1 + random.nextInt(30));
                for (int i = 0; i < granted; i++) {
                    held.add(organization);
                }
            } else if (!held.isEmpty()) {
                shares.giveBack(held.remove(random.nextInt(held.size())), 1);
            }
        }
        held.forEach(organization -> shares.giveBack(organization, 1));

        assertEquals(80, shares.take(FLOOD, 1000));
    }

    private static OrganizationShares shares(Map<String, String> settings) {
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .withMapping(IntakeConfig.class)
                .withMapping(FairnessConfig.class)
                .withDefaultValue("carillon.intake.concurrency", "100")
                .withDefaultValues(settings)
                .build();
        return new OrganizationShares(
                config.getConfigMapping(IntakeConfig.class), config.getConfigMapping(FairnessConfig.class));
    }
}
