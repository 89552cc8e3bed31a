package dev.carillon.api.schedule;

import dev.carillon.common.configuration.NumberOrZero;
import dev.carillon.common.configuration.PositiveDuration;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What schedules may ask for. */
@ConfigMapping(prefix = "carillon.schedule")
public interface ScheduleConfig {

    /** The shortest {@code every}. Workers look for due schedules several times a second, so that a second is kept well. */
    @WithDefault("PT1S")
    @WithConverter(PositiveDuration.class)
    Duration leastEvery();

    /** Schedules that an organization may have. Each costs a row, and at each of its times a job. */
    @WithDefault("1000")
    @WithConverter(NumberOrZero.class)
    int perOrganization();

    /** How many of its next times a schedule is shown with. */
    @WithDefault("5")
    @WithConverter(NumberOrZero.class)
    int previewedTimes();
}
