package dev.rheo.plugins.timesteps;

import dev.rheo.api.time.TimestepSampler;
import dev.rheo.testkit.Conformance;
import dev.rheo.testkit.Rule;
import dev.rheo.testkit.time.TimestepRules;
import java.util.List;
import org.junit.jupiter.api.Nested;

/** Samplers that spread the times of a minibatch. */
class EvenConformanceTest {
    @Nested
    class LowDiscrepancy extends Conformance<TimestepSampler> {
        @Override
        protected List<Rule<TimestepSampler>> rules() {
            return TimestepRules.lowDiscrepancy();
        }

        @Override
        protected List<Subject<TimestepSampler>> subjects() {
            TimestepSampler of = Samplers.uniform();
            TimestepSampler stratified = new StratifiedTimesteps(of, StratifiedTimesteps.Offsets.INDEPENDENT);
            return List.of(
                    new Subject<>("stratified", stratified),
                    new Subject<>("shifted grid", new StratifiedTimesteps(of, StratifiedTimesteps.Offsets.SHARED)),
                    new Subject<>("van-der-corput", new VanDerCorputTimesteps(of)),
                    new Subject<>("kronecker", new KroneckerTimesteps(of)),
                    new Subject<>("shifted stratified", new ShiftedTimesteps(stratified, 3)));
        }
    }

    @Nested
    class Antithetic extends Conformance<TimestepSampler> {
        @Override
        protected List<Rule<TimestepSampler>> rules() {
            return TimestepRules.antithetic();
        }

        @Override
        protected List<Subject<TimestepSampler>> subjects() {
            return List.of(new Subject<>("antithetic", new AntitheticTimesteps(Samplers.uniform())));
        }
    }
}
