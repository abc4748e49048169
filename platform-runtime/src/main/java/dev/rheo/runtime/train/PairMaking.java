package dev.rheo.runtime.train;

import dev.rheo.api.component.ComponentRef;
import dev.rheo.api.component.TraitNames;
import dev.rheo.api.data.Rows;
import dev.rheo.api.random.RandomStreams;
import dev.rheo.api.sample.Guidance;
import dev.rheo.api.time.LossAwareSampler;
import dev.rheo.runtime.data.ConditionInput;
import dev.rheo.runtime.data.PreparedData;
import dev.rheo.runtime.data.TrainingRows;
import dev.rheo.runtime.data.Variation;
import dev.rheo.runtime.experiment.Blueprint;
import dev.rheo.runtime.experiment.Parts;
import dev.rheo.runtime.manifest.ExperimentSpec;
import dev.rheo.runtime.pairs.CouplingMeter;
import dev.rheo.runtime.pairs.LabelDropout;
import dev.rheo.runtime.pairs.LearningTimes;
import dev.rheo.runtime.pairs.PairMaker;
import dev.rheo.runtime.pairs.Part;
import dev.rheo.runtime.pairs.TrainingTimes;
import dev.rheo.runtime.profile.Stopwatch;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What makes an experiment's minibatches: those to train on, and those of rows that training never sees. */
record PairMaking(Blueprint blueprint, PreparedData data) {
    /** @param times see {@link #times()} */
    PairMaker training(TrainingTimes times, Stopwatch stopwatch) {
        ExperimentSpec spec = blueprint.spec();
        Guidance guidance = blueprint.parts().guidance();
        LabelDropout dropout = guidance == null
                ? LabelDropout.NONE
                : new LabelDropout(guidance.labelDropout(), blueprint.data().classes());
        boolean independent = provides(spec.coupling(), TraitNames.COUPLING_INDEPENDENT);
        CouplingMeter meter = independent
                ? CouplingMeter.off()
                : new CouplingMeter(
                        (long) spec.train().logEvery() * spec.train().accumulate());
        return maker(
                data.supply(), data.numbers(), times, dropout, blueprint.random(), stopwatch, meter, data.variation());
    }

    /**
     * Of the last {@code count} held-out rows. Labels and conditions are not withheld, and pictures not mirrored; numbers are
     * spread over their step where training spreads them. A law of times that follows the losses is the one that it begins with.
     *
     * @param count at most as many as there are
     */
    PairMaker heldOut(int count, RandomStreams random) {
        int from = data.heldOut().points().count() - count;
        Rows rows = data.toTraining(
                data.heldOut().select(IntStream.range(from, from + count).toArray()));
        int[] numbers = Arrays.copyOfRange(data.heldOutNumbers(), from, from + count);
        return maker(
                TrainingRows.of(rows, count),
                numbers,
                times().at(0),
                LabelDropout.NONE,
                random,
                Stopwatch.off(),
                CouplingMeter.off(),
                new Variation(false, data.variation().steps()));
    }

    /** The law of training times, as it is before the first step. */
    TrainingTimes times() {
        Parts parts = blueprint.parts();
        return parts.timesteps() instanceof LossAwareSampler sampler
                ? new LearningTimes(
                        sampler, parts.path(), blueprint.spec().train().accumulate())
                : TrainingTimes.of(parts.timesteps(), parts.path());
    }

    private PairMaker maker(
            TrainingRows rows,
            int[] numbers,
            TrainingTimes times,
            LabelDropout dropout,
            RandomStreams random,
            Stopwatch stopwatch,
            CouplingMeter meter,
            Variation variation) {
        ExperimentSpec spec = blueprint.spec();
        Parts parts = blueprint.parts();
        int @Nullable [] partners = provides(spec.source(), TraitNames.SOURCE_PAIRED) ? numbers : null;
        return new PairMaker(
                rows,
                partners,
                Part.of(spec.source(), parts.source()),
                Part.of(spec.coupling(), parts.coupling()),
                Part.of(spec.timesteps(), parts.timesteps()).as(times),
                Part.of(spec.objective(), parts.objective()),
                dropout,
                blueprint.training().weighted(),
                random,
                spec.train().batch(),
                stopwatch,
                meter,
                variation,
                ConditionInput.of(blueprint.data().conditions(), blueprint.networkSpec()));
    }

    private static boolean provides(ComponentRef<?> component, String trait) {
        return component.config().traits().provided().stream()
                .anyMatch(provision -> provision.trait().equals(trait));
    }
}
