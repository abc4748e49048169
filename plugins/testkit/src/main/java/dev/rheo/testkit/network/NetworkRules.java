package dev.rheo.testkit.network;

import dev.rheo.testkit.Rule;
import dev.rheo.testkit.Status;
import java.util.List;

/**
 * The rules of network architectures. A1 … A10 are those of the mathematical reference that apply to every architecture,
 * NA1 … NA6 hold one to its contract and to what it says about itself. Networks are compiled and run in float64 by the
 * lab, at parameters where nothing is zero unless the rule speaks of the beginning.
 */
public final class NetworkRules {
    private NetworkRules() {}

    /** Those for a {@link dev.rheo.api.network.BlockArchitecture}: all but the two about derivatives, which are DJL's. */
    public static List<Rule<NetworkSubject>> ofBlocks() {
        return all().stream()
                .filter(rule -> !rule.id().equals("A5") && !rule.id().equals("NA4"))
                .toList();
    }

    /** All rules; those that do not speak of an architecture leave it alone. */
    public static List<Rule<NetworkSubject>> all() {
        return List.of(
                new Rule<>(
                        "A1",
                        "a network that claims to begin as the zero field does so",
                        Status.OPTIONAL,
                        NetworkSubject::startsAtZero,
                        FunctionRules::startsAtZero),
                new Rule<>(
                        "A5",
                        "gradients by the compiler, by torch.autograd and by differences agree",
                        DerivativeRules::gradients),
                new Rule<>("A6", "the output depends on t", FunctionRules::time),
                new Rule<>("A10", "rows of a batch do not see each other", FunctionRules::rows),
                new Rule<>("NA1", "the definition is the same on every call", DefinitionRules::deterministic),
                new Rule<>("NA2", "every label, the null class included, is told apart", FunctionRules::labels),
                new Rule<>(
                        "NA3",
                        "the number of parameters is that of the formula",
                        Status.OPTIONAL,
                        subject -> subject.parameterCount() != null,
                        DefinitionRules::parameterCount),
                new Rule<>(
                        "NA4",
                        "a network is continuously differentiable in x exactly if it claims so",
                        subject -> !subject.supported().isEmpty(),
                        DerivativeRules::smoothness),
                new Rule<>(
                        "NA5",
                        "what is supported can be built, and what is not is refused with a reason and a remedy",
                        DefinitionRules::supported),
                new Rule<>("NA6", "the output is finite at both ends of time, far out too", FunctionRules::finite));
    }
}
