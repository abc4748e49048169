package dev.rheo.plugins.trackers;

import dev.rheo.testkit.Conformance;
import dev.rheo.testkit.Rule;
import dev.rheo.testkit.track.TrackerRules;
import dev.rheo.testkit.track.TrackerSubject;
import java.util.List;

class TrackerConformanceTest extends Conformance<TrackerSubject> {
    @Override
    protected List<Rule<TrackerSubject>> rules() {
        return TrackerRules.all();
    }

    @Override
    protected List<Subject<TrackerSubject>> subjects() {
        CsvTracker.Config config = new CsvTracker.Config("progress.csv");
        return List.of(new Subject<>("csv", new TrackerSubject(() -> new CsvTracker(config))));
    }
}
