package dev.rheo.runtime.pairs;

import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.ComponentRef;
import dev.rheo.api.coupling.Coupling;
import dev.rheo.api.coupling.CouplingBatch;
import dev.rheo.api.coupling.Pairing;
import dev.rheo.api.data.Rows;
import dev.rheo.api.data.SourceDistribution;
import dev.rheo.api.objective.Objective;
import dev.rheo.api.random.RandomStreams;
import dev.rheo.api.time.TimestepSampler;
import dev.rheo.runtime.profile.Stopwatch;
import dev.rheo.runtime.toy.ToyData;
import dev.rheo.runtime.toy.ToyModel.Matching;
import dev.rheo.runtime.toy.ToyPairs;
import dev.rheo.runtime.toy.ToyPairs.Shuffle;
import java.util.random.RandomGenerator;

/** Makers of minibatches of toy components. */
final class Makers {
    static final int BATCH = 16;
    static final int ROWS = 90;
    static final long SEED = 5;

    private Makers() {}

    static PairMaker sound() {
        return of(coupling(Shuffle.Fault.NONE, -1));
    }

    static PairMaker of(Coupling coupling) {
        return of(coupling, new ToyPairs.Uniform(), LabelDropout.NONE, Matching.Fault.NONE);
    }

    static Coupling coupling(Shuffle.Fault fault, long step) {
        return new Shuffle(new Shuffle.Config(fault, step, SEED));
    }

    /** The same coupling, asked for several minibatches at once. */
    static Coupling atOnce(Coupling coupling, int minibatches) {
        return new Coupling() {
            @Override
            public Pairing pair(CouplingBatch batch, RandomGenerator random) {
                return coupling.pair(batch, random);
            }

            @Override
            public int otBatch() {
                return minibatches * BATCH;
            }
        };
    }

    static PairMaker of(Coupling coupling, TimestepSampler times, LabelDropout dropout, Matching.Fault objective) {
        return of(coupling, times, dropout, objective, times.weighting() == TimestepSampler.Weighting.IMPORTANCE);
    }

    static PairMaker of(
            Coupling coupling,
            TimestepSampler times,
            LabelDropout dropout,
            Matching.Fault objective,
            boolean weighted) {
        RandomStreams random = new RandomStreams(SEED);
        Rows data = new ToyData(new ToyData.Config(ROWS, 3, 1, true)).load(random);
        ToyPairs.Linear path = new ToyPairs.Linear();
        return new PairMaker(
                data,
                null,
                Part.of(ref(SourceDistribution.class, "gaussian"), new ToyData.Gaussian()),
                Part.of(ref(Coupling.class, "shuffle"), coupling),
                Part.of(ref(TimestepSampler.class, "times"), times).as(TrainingTimes.of(times, path)),
                Part.of(ref(Objective.class, "matching"), new Matching(new Matching.Config(objective), path)),
                dropout,
                weighted,
                random,
                BATCH,
                Stopwatch.off(),
                new CouplingMeter(4));
    }

    private static <K extends dev.rheo.api.component.Component> ComponentRef<K> ref(Class<K> kind, String name) {
        return new ComponentRef<>(kind, name, new ComponentConfig.None());
    }
}
