package dev.rheo.plugins.timesteps;

import dev.rheo.api.time.LossAwareSampler;
import dev.rheo.api.time.TimestepSampler;
import dev.rheo.testkit.Conformance;
import dev.rheo.testkit.Rule;
import dev.rheo.testkit.time.TimestepRules;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

class TimestepConformanceTest extends Conformance<TimestepSampler> {
    @Override
    protected List<Rule<TimestepSampler>> rules() {
        return TimestepRules.all();
    }

    @Override
    protected List<Subject<TimestepSampler>> subjects() {
        TimestepSampler middle = Samplers.logitNormal(0, 1);
        return List.of(
                new Subject<>("uniform", Samplers.uniform()),
                new Subject<>(
                        "uniform from 0.001 to 0.9", new UniformTimesteps(new UniformTimesteps.Config(1e-3, 0.9))),
                new Subject<>("logit-normal", middle),
                new Subject<>("logit-normal, mean 1.2, std 1.2", Samplers.logitNormal(1.2, 1.2)),
                new Subject<>("logit-normal, mean -0.5, std 0.3", Samplers.logitNormal(-0.5, 0.3)),
                new Subject<>("mode, scale 1.29", Samplers.mode(1.29)),
                new Subject<>("mode, scale 1.75", Samplers.mode(1.75)),
                new Subject<>("mode, scale -0.99", Samplers.mode(-0.99)),
                new Subject<>("mode, scale 0", Samplers.mode(0)),
                new Subject<>("cos-map", new CosMapTimesteps()),
                new Subject<>("beta, 1 and 1.5", Samplers.beta(1, 1.5)),
                new Subject<>("beta, 0.3 and 0.3", Samplers.beta(0.3, 0.3)),
                new Subject<>("beta, 100 and 3", Samplers.beta(100, 3)),
                new Subject<>("discrete-uniform, 1000 steps", Samplers.discrete(1000)),
                new Subject<>("discrete-uniform, 1 step", Samplers.discrete(1)),
                new Subject<>("edm-log-normal on the straight path", Samplers.edm(OneSided.straight())),
                new Subject<>("edm-log-normal on VP", Samplers.edm(OneSided.vp(false))),
                new Subject<>("edm-log-normal on VE", Samplers.edm(OneSided.ve())),
                new Subject<>(
                        "score-flow on the straight path", Samplers.scoreFlow(1e-5, 0.99999, OneSided.straight())),
                new Subject<>("score-flow on VP", Samplers.scoreFlow(0, 0.99999, OneSided.vp(false))),
                new Subject<>("score-flow on sub-VP", Samplers.scoreFlow(0, 0.99999, OneSided.vp(true))),
                new Subject<>("score-flow on VE", Samplers.scoreFlow(0, 1, OneSided.ve())),
                new Subject<>("ict-log-normal, 11 levels", Samplers.ict(11, OneSided.straight())),
                new Subject<>("ict-log-normal on VE, 1281 levels", Samplers.ict(1281, OneSided.ve())),
                new Subject<>("loss-second-moment", Samplers.lossSecondMoment(100, 10)),
                new Subject<>("loss-second-moment, taught", taught()),
                new Subject<>("shifted uniform", new ShiftedTimesteps(Samplers.uniform(), 3)),
                new Subject<>("shifted towards the data", new ShiftedTimesteps(Samplers.beta(2, 2), 0.4)),
                new Subject<>("shifted atoms", new ShiftedTimesteps(Samplers.discrete(10), 3)),
                new Subject<>("shifted score-flow", new ShiftedTimesteps(Samplers.scoreFlow(0, 1, OneSided.ve()), 2)),
                new Subject<>("stratified", new StratifiedTimesteps(middle, StratifiedTimesteps.Offsets.INDEPENDENT)),
                new Subject<>("shifted grid", new StratifiedTimesteps(middle, StratifiedTimesteps.Offsets.SHARED)),
                new Subject<>("antithetic", new AntitheticTimesteps(middle)),
                new Subject<>("van-der-corput", new VanDerCorputTimesteps(middle)),
                new Subject<>("kronecker of atoms", new KroneckerTimesteps(Samplers.discrete(10))));
    }

    /** Losses that fall with time, so that the law does. */
    private static TimestepSampler taught() {
        LossAwareSampler.History history = Samplers.lossSecondMoment(100, 2).history();
        double[] t = IntStream.range(0, 200).mapToDouble(i -> (i + 0.5) / 200).toArray();
        history.note(t, Arrays.stream(t).map(time -> 2 - time).toArray());
        return history.law();
    }
}
