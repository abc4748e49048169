package dev.rheo.plugins.couplings;

import dev.rheo.api.coupling.Pairing;
import dev.rheo.api.coupling.PlanFacts;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Pairs for a plan whose marginals are not uniform. Weighted, n pairs stand for the plan: Σ w f(pair) / n estimates Σ P f without
 * bias, so the mean weight is the plan's mass.
 */
final class WeightedPairs {
    private final TransportPlan plan;
    private final double[] rowMass;
    private final int[] start;

    /**
     * @param plan as much mass as it moves, of 1
     * @param rows source samples
     */
    WeightedPairs(TransportPlan plan, int rows) {
        this.plan = plan;
        this.rowMass = new double[rows];
        for (int k = 0; k < plan.size(); k++) {
            rowMass[plan.row()[k]] += plan.mass()[k];
        }
        this.start = plan.rowStarts(rows);
    }

    Pairing pairs(SinkhornCoupling.Pairs how, CostMatrix cost, PlanFacts facts, RandomGenerator random) {
        return switch (how) {
            case ROW_CONDITIONAL -> byRow(cost, facts, random);
            case CATEGORICAL -> drawn(facts, random);
        };
    }

    /** Each source sample once, with n times its mass as weight; one without mass has weight 0 and its cheapest datum. */
    private Pairing byRow(CostMatrix cost, PlanFacts facts, RandomGenerator random) {
        int n = rowMass.length;
        int[] source = new int[n];
        int[] target = new int[n];
        double[] weights = new double[n];
        for (int i = 0; i < n; i++) {
            source[i] = i;
            target[i] = rowMass[i] > 0 ? plan.column()[plan.draw(start[i], start[i + 1], random)] : cheapest(cost, i);
            weights[i] = n * rowMass[i];
        }
        return new Pairing(source, target, weights, facts);
    }

    /** n pairs drawn with replacement, each with the plan's mass as weight. */
    private Pairing drawn(PlanFacts facts, RandomGenerator random) {
        int n = rowMass.length;
        double[] upTo = rowMass.clone();
        for (int i = 1; i < n; i++) {
            upTo[i] += upTo[i - 1];
        }
        int[] source = new int[n];
        int[] target = new int[n];
        double[] weights = new double[n];
        Arrays.fill(weights, upTo[n - 1]);
        for (int k = 0; k < n; k++) {
            double at = random.nextDouble() * upTo[n - 1];
            int row = 0;
            while (row < n - 1 && (upTo[row] <= at || rowMass[row] == 0)) {
                row++;
            }
            while (rowMass[row] == 0) {
                row--;
            }
            source[k] = row;
            target[k] = plan.column()[plan.draw(start[row], start[row + 1], random)];
        }
        return new Pairing(source, target, weights, facts);
    }

    private static int cheapest(CostMatrix cost, int row) {
        int best = 0;
        int base = row * cost.columns();
        for (int j = 1; j < cost.columns(); j++) {
            best = cost.values()[base + j] < cost.values()[base + best] ? j : best;
        }
        return best;
    }
}
