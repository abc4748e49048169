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

    /** Evaluations, and rejected steps if there are any, in words. */
    public String text() {
        return text(evaluations, rejected);
    }

    /** As {@link #text()}, of any numbers. */
    public static String text(long evaluations, long rejected) {
        String calls = evaluations + (evaluations == 1 ? " network evaluation" : " network evaluations");
        return rejected == 0 ? calls : calls + ", " + rejected + (rejected == 1 ? " rejected step" : " rejected steps");
    }
}
