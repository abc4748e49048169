package dev.rheo.runtime.train;

import dev.rheo.api.track.RunEvent;
import dev.rheo.runtime.pairs.CouplingMeter;
import dev.rheo.runtime.pairs.PairStatistics;
import java.util.Optional;
import java.util.function.Consumer;

/** What the coupling did between reports. Of the training thread. */
final class CouplingReport {
    private final CouplingMeter meter;
    private final int accumulate;
    private final Consumer<String> warnings;
    private long step;
    private long waited;
    private boolean warned;

    /** @param first the step that training begins with */
    CouplingReport(CouplingMeter meter, int accumulate, long first, Consumer<String> warnings) {
        this.meter = meter;
        this.accumulate = accumulate;
        this.warnings = warnings;
        this.step = first;
    }

    /**
     * The report after {@code done} steps; empty where the meter looked at none of their minibatches.
     *
     * @param waitedSoFar nanoseconds that training has waited for minibatches
     */
    Optional<RunEvent.Coupled> report(long done, long waitedSoFar) {
        Optional<PairStatistics> seen = meter.take(done * accumulate - 1);
        if (seen.isEmpty()) {
            return Optional.empty();
        }
        PairStatistics pairs = seen.get();
        CouplingMeter.Plans plans = meter.takePlans(done * accumulate);
        double perStep = 1e-6 / Math.max(1, done - step);
        RunEvent.Coupled report = new RunEvent.Coupled(
                done,
                pairs.meanCost(),
                pairs.independentCost(),
                pairs.marginalError(),
                pairs.distinctSources(),
                pairs.distinctData(),
                pairs.meanWeight(),
                plans.unconverged(),
                plans.nanos() * perStep,
                (waitedSoFar - waited) * perStep);
        step = done;
        waited = waitedSoFar;
        warn(plans);
        return Optional.of(report);
    }

    private void warn(CouplingMeter.Plans plans) {
        if (plans.unconverged() > 0 && !warned) {
            warned = true;
            warnings.accept(plans.unconverged() + " of the last " + plans.plans()
                    + " plans of the coupling did not converge; their marginals were rounded. metrics.jsonl counts them (phase"
                    + " coupling). Raise coupling.maxIterations or the regularization.");
        }
    }
}
