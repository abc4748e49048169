package dev.rheo.testkit.track;

import dev.rheo.api.track.Tracker;
import java.util.function.Supplier;

/**
 * A tracker under test.
 *
 * @param made a new one at each call, as a run would make it
 */
public record TrackerSubject(Supplier<Tracker> made) {}
