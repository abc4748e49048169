package dev.rheo.runtime.sample;

/**
 * What a solve cost.
 *
 * @param evaluations calls of the field; of a model's solve, calls of the network
 * @param steps accepted steps
 * @param rejected steps that were tried and thrown away
 */
public record SolveStatistics(long evaluations, long steps, long rejected) {
    public static final SolveStatistics NONE = new SolveStatistics(0, 0, 0);

    SolveStatistics withEvaluations(long other) {
        return new SolveStatistics(other, steps, rejected);
    }

    public SolveStatistics plus(SolveStatistics other) {
        return new SolveStatistics(evaluations + other.evaluations, steps + other.steps, rejected + other.rejected);
    }
}
