package dev.rheo.testkit.optimize;

import dev.rheo.api.optimize.LearningRateSchedule;

/**
 * A schedule with what it declares.
 *
 * @param schedule the schedule
 * @param warmup steps over which it rises linearly, 0 for none
 * @param end the factor that it approaches at the end of a run
 */
public record ScheduleSubject(LearningRateSchedule schedule, long warmup, double end) {}
