package dev.carillon.monitoring.overview;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.carillon.common.job.Channel;
import dev.carillon.monitoring.collect.InstanceState;
import dev.carillon.monitoring.pause.PauseView;
import dev.carillon.monitoring.pause.PausesView;
import dev.carillon.monitoring.testing.Settings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StatusRulesTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private final StatusRules rules = new StatusRules(Settings.defaults(OverviewConfig.class));

    @Test
    void findsNothingWhenAllIsWell() {
        assertEquals(List.of(), codes(true, List.of(service(2, 0)), jobs(null), 0));
    }

    @Test
    void missesARequiredService() {
        assertEquals(List.of("UNHEALTHY service_missing"), codes(true, List.of(service(0, 0)), jobs(null), 0));
    }

    @Test
    void noticesASilentInstance() {
        assertEquals(List.of("DEGRADED instance_silent"), codes(true, List.of(service(1, 1)), jobs(null), 0));
    }

    @Test
    void noticesThatJobsWait() {
        assertEquals(List.of(), codes(true, List.of(), jobs(Duration.ofSeconds(59)), 0));
        assertEquals(List.of("DEGRADED queue_slow"), codes(true, List.of(), jobs(Duration.ofMinutes(1)), 0));
        assertEquals(List.of("UNHEALTHY queue_slow"), codes(true, List.of(), jobs(Duration.ofMinutes(10)), 0));
    }

    @Test
    void noticesManyErrors() {
        assertEquals(List.of(), codes(true, List.of(), jobs(null), 9));
        assertEquals(List.of("DEGRADED many_errors"), codes(true, List.of(), jobs(null), 10));
    }

    @Test
    void callsNobodySilentWhenItIsDeaf() {
        assertEquals(List.of("DEGRADED telemetry_stale"), codes(false, List.of(service(0, 3)), jobs(null), 99));
    }

    @Test
    void saysThatPostgresqlIsAwayAndNothingAboutOldNumbers() {
        Reading<JobsView> old = new Reading<>(jobs(Duration.ofHours(1)).value(), NOW, true);
        assertEquals(List.of("UNHEALTHY database_unreachable"), codes(true, List.of(), old, 0));
    }

    @Test
    void saysThatAllIsPausedAndNotThatOneOrganizationIs() {
        assertEquals(List.of("DEGRADED paused"), codes(List.of(pause(null))));
        assertEquals(List.of(), codes(List.of(pause(UUID.randomUUID()))));
    }

    private List<String> codes(List<PauseView> pauses) {
        return codes(true, List.of(), jobs(null), pauses, 0);
    }

    private static PauseView pause(@Nullable UUID organization) {
        return new PauseView(
                UUID.randomUUID(),
                organization == null ? "installation" : "organization",
                organization,
                null,
                Channel.EMAIL,
                null,
                "Incident",
                "root@example.com",
                true,
                NOW,
                null);
    }

    private List<String> codes(boolean telemetry, List<ServiceView> services, Reading<JobsView> jobs, long errors) {
        return codes(telemetry, services, jobs, List.of(), errors);
    }

    private List<String> codes(
            boolean telemetry,
            List<ServiceView> services,
            Reading<JobsView> jobs,
            List<PauseView> pauses,
            long errors) {
        StatusRules.Facts facts = new StatusRules.Facts(
                new Reading<>("picture", NOW, !telemetry),
                services,
                jobs,
                new Reading<>(new PausesView(0, 0, pauses), NOW, false),
                new ErrorsView(errors, List.of()));
        return rules.judge(facts).stream()
                .map(reason -> reason.status() + " " + reason.code())
                .toList();
    }

    @Test
    void noticesThatLimitsAreNotShared() {
        assertEquals(List.of(), codes(true, List.of(limiting("redis", InstanceState.ALIVE)), jobs(null), 0));
        assertEquals(
                List.of("DEGRADED limits_local"),
                codes(true, List.of(limiting("local", InstanceState.ALIVE)), jobs(null), 0));
        assertEquals(List.of(), codes(true, List.of(limiting("local", InstanceState.SILENT)), jobs(null), 0));
    }

    private static ServiceView limiting(String limits, InstanceState state) {
        return new ServiceView(
                "api-service",
                true,
                1,
                0,
                List.of(new ServiceView.InstanceView(
                        UUID.randomUUID(), "host", "1", state, NOW, NOW, null, null, null, null, null, limits, null)));
    }

    private static ServiceView service(long alive, long silent) {
        return new ServiceView("worker-service", true, alive, silent, List.of());
    }

    private static Reading<JobsView> jobs(@Nullable Duration oldestWaiting) {
        return new Reading<>(new JobsView(Map.of(), List.of(), oldestWaiting), NOW, false);
    }
}
