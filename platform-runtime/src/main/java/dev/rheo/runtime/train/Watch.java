package dev.rheo.runtime.train;

import dev.rheo.api.evaluate.Measurement;
import dev.rheo.runtime.manifest.KeepBest;
import dev.rheo.runtime.manifest.StopEarly;
import dev.rheo.runtime.manifest.TrainSpec;
import dev.rheo.runtime.store.Checkpoint.Judgement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What evaluations decide: which checkpoints are best, and when to stop. Everything follows from the list of judgements,
 * which is part of every checkpoint, so a resumed run decides as one that was never stopped.
 */
final class Watch {
    private final TrainSpec spec;
    private final Set<String> metrics = new TreeSet<>();
    private final List<Judgement> judgements = new ArrayList<>();

    Watch(TrainSpec spec) {
        this.spec = spec;
        if (spec.keepBest() != null) {
            metrics.add(spec.keepBest().metric());
        }
        if (spec.stopEarly() != null) {
            metrics.add(spec.stopEarly().metric());
        }
    }

    /** Whether evaluations decide anything. */
    boolean active() {
        return !metrics.isEmpty();
    }

    List<Judgement> judgements() {
        return List.copyOf(judgements);
    }

    /** Whether step {@code step} has been judged: the checkpoint that a run was resumed from may know that already. */
    boolean judged(long step) {
        return judgements.stream().anyMatch(each -> each.step() == step);
    }

    /** Goes back to what a checkpoint knew. */
    void restore(List<Judgement> known) {
        judgements.clear();
        judgements.addAll(known);
    }

    /** Takes note of an evaluation; a metric that could not be computed counts as no improvement. */
    void note(long step, Map<String, Measurement> leading) {
        for (String metric : metrics) {
            Measurement found = leading.get(metric);
            double value = found == null ? Double.NaN : found.value();
            boolean higher = found != null && found.better() == Measurement.Better.HIGHER;
            judgements.add(new Judgement(step, metric, value, higher));
        }
    }

    /** Steps of the checkpoints to keep for their evaluation, the best first. */
    List<Long> best() {
        KeepBest keep = spec.keepBest();
        return keep == null ? List.of() : Judgement.best(judgements, keep.metric(), keep.count());
    }

    /** Whether training ends at step {@code done}: by the evaluations of earlier steps alone. */
    boolean stopsAt(long done) {
        StopEarly rule = spec.stopEarly();
        if (rule == null) {
            return false;
        }
        double best = Double.POSITIVE_INFINITY;
        int stale = 0;
        for (Judgement each : judgements) {
            if (each.metric().equals(rule.metric()) && each.step() < done) {
                boolean improved = each.cost() < best - (Double.isInfinite(best) ? 0 : rule.minDelta());
                stale = improved ? 0 : stale + 1;
                best = improved ? each.cost() : best;
            }
        }
        return stale >= rule.patience();
    }

    /** Why training ended early, as a sentence. */
    String why() {
        StopEarly rule = Objects.requireNonNull(spec.stopEarly());
        List<Judgement> all = judgements.stream()
                .filter(each -> each.metric().equals(rule.metric()))
                .toList();
        String values = all.stream()
                .skip(Math.max(0, all.size() - rule.patience() - 1))
                .map(each -> String.format(Locale.ROOT, "%.4g at step %d", each.value(), each.step()))
                .collect(Collectors.joining(", "));
        return rule.metric() + " has not improved in " + rule.patience()
                + (rule.patience() == 1 ? " evaluation" : " evaluations") + " (" + values + ")";
    }
}
