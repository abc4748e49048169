package dev.rheo.testkit.objective;

import dev.rheo.testkit.Rule;
import dev.rheo.testkit.Status;
import java.util.List;

/**
 * The rules of regression objectives on Gaussian paths. O1 … O3 are those of the mathematical reference, OT1 … OT8 hold
 * an objective to its contract. A wrong target is named by O3, and by O1 and O2, which follow from it; the rest see one
 * thing each. Pairs are independent Gaussians in two dimensions, for which everything expected is a linear function.
 */
public final class ObjectiveRules {
    private ObjectiveRules() {}

    /** All rules. */
    public static List<Rule<ObjectiveSubject>> all() {
        return List.of(
                new Rule<>(
                        "O1",
                        "the exact field has the irreducible loss, and no less",
                        Status.REQUIRED.stochastic(40_000, 6e-5),
                        TargetRules::minimum),
                new Rule<>(
                        "O2",
                        "the gradient on pairs is that towards the marginal field, in the mean",
                        Status.REQUIRED.stochastic(8192, 1e-6),
                        LossRules::gradient),
                new Rule<>(
                        "O3",
                        "the target is what it is called, and reads as the conditional velocity",
                        TargetRules::target),
                new Rule<>(
                        "OT1",
                        "x_t lies on the path at the time that is written",
                        Status.REQUIRED.stochastic(80_000, 2e-4),
                        TargetRules::place),
                new Rule<>("OT2", "weights are those of the pairs times those of the objective", TargetRules::weights),
                new Rule<>("OT3", "labels follow their rows, to the network", ObjectiveRules::labels),
                new Rule<>("OT4", "the inputs that are declared are written once and whole", TargetRules::inputs),
                new Rule<>("OT5", "the same pairs give the same bits and stay as they are", TargetRules::pure),
                new Rule<>(
                        "OT6",
                        "the loss is the mean over batch and dimensions of w · |out − target|²",
                        LossRules::reduction),
                new Rule<>("OT7", "the trained network is read as the velocity", LossRules::dynamics),
                new Rule<>(
                        "OT8",
                        "everything written is finite, up to both ends of the path's domain",
                        TargetRules::finite));
    }

    private static void labels(ObjectiveSubject subject) {
        TargetRules.labels(subject);
        LossRules.labelled(subject);
    }
}
