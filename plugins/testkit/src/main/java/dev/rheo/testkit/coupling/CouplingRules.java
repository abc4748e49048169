package dev.rheo.testkit.coupling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rheo.api.component.TraitNames;
import dev.rheo.api.coupling.Coupling;
import dev.rheo.api.coupling.CouplingBatch;
import dev.rheo.api.coupling.Pairing;
import dev.rheo.testkit.Rule;
import dev.rheo.testkit.Status;
import java.util.List;

/** What every coupling has to satisfy. Rules about a trait examine only couplings that claim it. */
public final class CouplingRules {
    private CouplingRules() {}

    /** All rules, C1 to C11. */
    public static List<Rule<CouplingSubject>> all() {
        return List.of(
                new Rule<>(
                        "C1",
                        "gives as many pairs as data, and uses each row equally often over repeated draws",
                        Status.REQUIRED.stochastic(300, 1e-5),
                        CouplingRules::marginals),
                new Rule<>(
                        "C2",
                        "coupling.exact-ot: no pairing is cheaper",
                        Status.OPTIONAL,
                        subject -> subject.claims(TraitNames.COUPLING_EXACT_OT),
                        ExactRule::examine),
                new Rule<>(
                        "C3",
                        "coupling.entropic: the plan is the entropic one of its λ",
                        Status.OPTIONAL.stochastic(12_800, 2e-6),
                        subject -> subject.claims(TraitNames.COUPLING_ENTROPIC),
                        EntropicRule::examine),
                new Rule<>("C4", "is a pure function of batch and random numbers", StabilityRules::pure),
                new Rule<>(
                        "C4b",
                        "permuting the data permutes the pairs and nothing else, unless they come in pairs",
                        Status.REQUIRED.stochastic(400, 1e-6),
                        subject -> !subject.needs(TraitNames.SOURCE_PAIRED),
                        StabilityRules::equivariant),
                new Rule<>(
                        "C5",
                        "exact-ot, entropic, independent: shifting all data leaves the plan as it is",
                        Status.OPTIONAL,
                        CouplingRules::ofDifferences,
                        StabilityRules::translation),
                new Rule<>(
                        "C6",
                        "coupling.unbalanced: moves at most all mass, leaves outliers aside, and has a balanced limit",
                        Status.OPTIONAL.stochastic(300, 1e-5),
                        subject -> subject.claims(TraitNames.COUPLING_UNBALANCED),
                        WeightRules::unbalanced),
                new Rule<>(
                        "C7",
                        "source samples do not depend on the label, unless coupling.whole-batch, which ignores labels",
                        Status.REQUIRED.stochastic(200, 4e-8),
                        LabelRule::examine),
                new Rule<>(
                        "C8",
                        "coupling.independent: every pair is equally likely",
                        Status.OPTIONAL.stochastic(2000, 1e-6),
                        subject -> subject.claims(TraitNames.COUPLING_INDEPENDENT),
                        subject -> uniformPlan(subject.coupling())),
                new Rule<>("C9", "refuses what it cannot couple, and says why", RefusalRule::examine),
                new Rule<>("C10", "gives the same pairs to several threads at once", StabilityRules::concurrent),
                new Rule<>(
                        "C11",
                        "pairs.weighted: weights are finite and not negative, and weighted rows uniform unless unbalanced",
                        Status.OPTIONAL.stochastic(2000, 2e-5),
                        subject -> subject.claims(TraitNames.PAIRS_WEIGHTED),
                        WeightRules::weighted));
    }

    /** Whether the plan belongs to squared distances with exact marginals, which a shift changes by a term per datum only. */
    static boolean ofDifferences(CouplingSubject subject) {
        return subject.claims(TraitNames.COUPLING_EXACT_OT)
                || subject.claims(TraitNames.COUPLING_ENTROPIC)
                || subject.claims(TraitNames.COUPLING_INDEPENDENT);
    }

    static void marginals(CouplingSubject subject) {
        for (int n : new int[] {1, 2, 7, 33}) {
            for (int classes : new int[] {1, 3}) {
                CouplingBatch batch = Batches.withLabels(Batches.random(n, 2, n), Batches.labels(n, classes, n));
                int draws = n < 33 ? 300 : 60;
                double[] sources = new double[n];
                double[] data = new double[n];
                for (int draw = 0; draw < draws; draw++) {
                    Pairing pairs = Batches.draw(subject.coupling(), batch, draw);
                    wellFormed(subject, pairs, n, n);
                    for (int k = 0; k < n; k++) {
                        sources[pairs.source()[k]]++;
                        data[pairs.target()[k]]++;
                    }
                }
                if (n > 1 && !subject.claims(TraitNames.PAIRS_WEIGHTED)) {
                    assertThat(ChiSquare.ofUniform(sources))
                            .as("chi-square of source rows, n %d, %d draws", n, draws)
                            .isLessThan(ChiSquare.limit(n - 1));
                    assertThat(ChiSquare.ofUniform(data))
                            .as("chi-square of data rows, n %d, %d draws", n, draws)
                            .isLessThan(ChiSquare.limit(n - 1));
                }
            }
        }
    }

    /** Pairs that a training step can use: one per datum, of existing rows, weighted only where that is claimed. */
    static void wellFormed(CouplingSubject subject, Pairing pairs, int sources, int data) {
        assertThat(pairs.size()).as("pairs for %d data", data).isEqualTo(data);
        for (int k = 0; k < pairs.size(); k++) {
            assertThat(pairs.source()[k]).as("source row of pair %d", k).isBetween(0, sources - 1);
            assertThat(pairs.target()[k]).as("data row of pair %d", k).isBetween(0, data - 1);
        }
        if (subject.claims(TraitNames.PAIRS_WEIGHTED)) {
            return;
        }
        assertThat(pairs.weights())
                .as("weights without the trait pairs.weighted")
                .isNull();
    }

    /** 2000 draws of 5 pairs: each of the 25 possible pairs is seen about 400 times. */
    static void uniformPlan(Coupling coupling) {
        double[] counts = Batches.frequencies(coupling, Batches.random(5, 2, 8), 2000);
        assertThat(ChiSquare.ofUniform(counts))
                .as("chi-square of pairs against the uniform plan, n 5, 2000 draws")
                .isLessThan(ChiSquare.limit(24));
    }
}
