package dev.rheo.runtime.train;

import dev.rheo.runtime.profile.Stopwatch;
import dev.rheo.runtime.store.Checkpoints;
import dev.rheo.runtime.track.RunListener;
import java.util.function.Consumer;

/**
 * What a training has around it.
 *
 * @param checkpoints where it saves
 * @param events told on the training thread
 * @param warnings receives sentences for the user that do not end the run
 * @param stop asked after every step
 * @param stopwatch measures phases, if it runs
 */
public record Surroundings(
        Checkpoints checkpoints, RunListener events, Consumer<String> warnings, StopSignal stop, Stopwatch stopwatch) {}
