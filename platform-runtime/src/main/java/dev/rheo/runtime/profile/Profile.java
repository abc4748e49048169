package dev.rheo.runtime.profile;

import java.util.EnumMap;
import java.util.Map;

/**
 * {@code profile.json}: where the time of a training went.
 *
 * @param steps training steps that were measured
 * @param workers threads that made minibatches
 * @param nanos by phase, summed over the steps and threads
 */
public record Profile(int formatVersion, long steps, int workers, Map<Phase, Long> nanos) {
    public static final int VERSION = 1;

    public Profile {
        nanos = new EnumMap<>(nanos);
    }

    public static Profile of(Stopwatch watch, long steps, int workers) {
        Map<Phase, Long> nanos = new EnumMap<>(Phase.class);
        for (Phase phase : Phase.values()) {
            nanos.put(phase, watch.nanos(phase));
        }
        return new Profile(VERSION, steps, workers, nanos);
    }

    /** Microseconds of a phase in a step. */
    public double microseconds(Phase phase) {
        return nanos.getOrDefault(phase, 0L) / 1e3 / Math.max(1, steps);
    }

    /** A phase's part of the time of all phases on the same side: the training thread, or those that make minibatches. */
    public double share(Phase phase) {
        double whole = total(phase.training());
        return whole == 0 ? 0 : microseconds(phase) / whole;
    }

    /** Microseconds in a step of all phases on one side. */
    public double total(boolean training) {
        double total = 0;
        for (Phase phase : Phase.values()) {
            total += phase.training() == training ? microseconds(phase) : 0;
        }
        return total;
    }
}
