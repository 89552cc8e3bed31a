package dev.carillon.monitoring.overview;

import dev.carillon.monitoring.pause.PausesView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Says what is the matter, from what the overview shows. Pure: the same facts give the same reasons. */
class StatusRules {

    private final OverviewConfig config;

    StatusRules(OverviewConfig config) {
        this.config = config;
    }

    /** What the rules look at. */
    record Facts(
            Reading<?> telemetry,
            List<ServiceView> services,
            Reading<JobsView> jobs,
            Reading<PausesView> pauses,
            ErrorsView errors) {}

    List<Reason> judge(Facts facts) {
        List<Reason> reasons = new ArrayList<>();
        database(facts.jobs(), reasons);
        queue(facts.jobs(), reasons);
        paused(facts.pauses(), reasons);
        if (facts.telemetry().stale()) {
            // Who is deaf must not say that the others are silent.
            reasons.add(new Reason(
                    "telemetry_stale",
                    SystemStatus.DEGRADED,
                    "No telemetry can be read: Redis does not answer, or the reports are still being caught up on."));
        } else {
            facts.services().forEach(service -> instances(service, reasons));
            facts.services().forEach(service -> limits(service, reasons));
            errors(facts.errors(), reasons);
        }
        return reasons;
    }

    private static void database(Reading<JobsView> jobs, List<Reason> reasons) {
        if (jobs.stale()) {
            reasons.add(new Reason(
                    "database_unreachable",
                    SystemStatus.UNHEALTHY,
                    "PostgreSQL does not answer: no job can be accepted or delivered."));
        }
    }

    /**
     * Only what holds everybody back: that somebody must not forget. A pause of one organization is its own affair, and must not
     * change what is said of all.
     */
    private static void paused(Reading<PausesView> pauses, List<Reason> reasons) {
        if (pauses.value() == null) {
            return;
        }
        pauses.value().data().stream()
                .filter(pause -> pause.organizationId() == null)
                .forEach(pause -> reasons.add(new Reason("paused", SystemStatus.DEGRADED, pause.summary())));
    }

    private static void instances(ServiceView service, List<Reason> reasons) {
        if (service.required() && service.alive() == 0) {
            reasons.add(new Reason(
                    "service_missing",
                    SystemStatus.UNHEALTHY,
                    "No instance of %s reports.".formatted(service.service())));
        }
        if (service.silent() > 0) {
            reasons.add(new Reason(
                    "instance_silent",
                    SystemStatus.DEGRADED,
                    service.silent() == 1
                            ? "One instance of %s went silent without stopping in order.".formatted(service.service())
                            : "%d instances of %s went silent without stopping in order."
                                    .formatted(service.silent(), service.service())));
        }
    }

    private static void limits(ServiceView service, List<Reason> reasons) {
        long alone = service.instances().stream()
                .filter(ServiceView.InstanceView::keepsLimitsAlone)
                .count();
        if (alone > 0) {
            reasons.add(new Reason(
                    "limits_local",
                    SystemStatus.DEGRADED,
                    "Rate limits are not shared by %d of %d instances of %s: Redis does not answer them in time."
                            .formatted(alone, service.alive(), service.service())));
        }
    }

    private void errors(ErrorsView errors, List<Reason> reasons) {
        if (errors.total() >= config.manyErrors()) {
            reasons.add(new Reason(
                    "many_errors",
                    SystemStatus.DEGRADED,
                    "%d errors within the last five minutes.".formatted(errors.total())));
        }
    }

    private void queue(Reading<JobsView> jobs, List<Reason> reasons) {
        Duration waiting =
                jobs.stale() || jobs.value() == null ? null : jobs.value().oldestWaiting();
        if (waiting == null || waiting.compareTo(config.slowQueue()) < 0) {
            return;
        }
        boolean stuck = waiting.compareTo(config.stuckQueue()) >= 0;
        reasons.add(new Reason(
                "queue_slow",
                stuck ? SystemStatus.UNHEALTHY : SystemStatus.DEGRADED,
                String.format(
                        Locale.ROOT,
                        "The oldest waiting job has been waiting for %d min %02d s.",
                        waiting.toMinutes(),
                        waiting.toSecondsPart())));
    }
}
