package dev.rheo.plugins.timesteps;

import dev.rheo.api.path.ProbabilityPath;
import dev.rheo.api.time.LossAwareSampler;
import dev.rheo.api.time.TimestepSampler;

/** Short ways to build them. */
final class Samplers {
    private Samplers() {}

    static TimestepSampler uniform() {
        return new UniformTimesteps(new UniformTimesteps.Config(0, 1));
    }

    static TimestepSampler logitNormal(double mean, double std) {
        return new LogitNormalTimesteps(new LogitNormalTimesteps.Config(mean, std));
    }

    static TimestepSampler mode(double scale) {
        return new ModeTimesteps(new ModeTimesteps.Config(scale));
    }

    static TimestepSampler beta(double alpha, double beta) {
        return new BetaTimesteps(new BetaTimesteps.Config(alpha, beta));
    }

    static TimestepSampler discrete(int steps) {
        return new DiscreteUniformTimesteps(new DiscreteUniformTimesteps.Config(steps));
    }

    static TimestepSampler edm(ProbabilityPath path) {
        return new EdmLogNormalTimesteps(new EdmLogNormalTimesteps.Config(-1.2, 1.2), path);
    }

    static TimestepSampler scoreFlow(double from, double to, ProbabilityPath path) {
        return new ScoreFlowTimesteps(new ScoreFlowTimesteps.Config(from, to), path);
    }

    static TimestepSampler ict(int levels, ProbabilityPath path) {
        return new IctLogNormalTimesteps(new IctLogNormalTimesteps.Config(levels, 0.002, 80, 7, -1.1, 2), path);
    }

    static LossAwareSampler lossSecondMoment(int bins, int history) {
        return new LossSecondMomentTimesteps(new LossSecondMomentTimesteps.Config(bins, history, 0.001));
    }
}
