package dev.rheo.testkit.coupling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rheo.api.component.TraitNames;
import dev.rheo.api.coupling.CouplingBatch;
import dev.rheo.api.coupling.CouplingException;
import dev.rheo.api.coupling.Pairing;
import dev.rheo.api.data.Points;

/** C9: values that have no distance, and batches of other shapes. A plan of such costs would be no plan. */
final class RefusalRule {
    private RefusalRule() {}

    static void examine(CouplingSubject subject) {
        boolean needsCosts = subject.claims(TraitNames.COUPLING_EXACT_OT)
                || subject.claims(TraitNames.COUPLING_ENTROPIC)
                || subject.claims(TraitNames.COUPLING_UNBALANCED);
        for (int n : new int[] {1, 7, 20}) {
            for (float value : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
                CouplingBatch source = Batches.random(n, 2, 90);
                source.source().values()[n] = value;
                refuses(subject, source, needsCosts, value + " in the source");
                CouplingBatch data = Batches.random(n, 2, 91);
                data.target().values()[n] = value;
                refuses(subject, data, needsCosts, value + " in the data");
            }
        }
        Points three = Batches.random(7, 3, 92).target();
        refuses(
                subject,
                new CouplingBatch(Batches.random(7, 2, 92).source(), three, new int[7]),
                needsCosts,
                "source and data of different dimensions");
        refuses(
                subject,
                new CouplingBatch(Batches.random(9, 3, 93).source(), three, new int[7]),
                false,
                "more source samples than data");
        refuses(
                subject,
                new CouplingBatch(Batches.random(5, 3, 94).source(), three, new int[7]),
                false,
                "fewer source samples than data");
    }

    /** Anything but a {@link CouplingException} or usable pairs breaks the rule. */
    private static void refuses(CouplingSubject subject, CouplingBatch batch, boolean mustRefuse, String what) {
        int sources = batch.source().count();
        Pairing pairs;
        try {
            pairs = Batches.draw(subject.coupling(), batch, 0);
        } catch (CouplingException refusal) {
            assertThat(refusal.getMessage()).as("why it refuses %s", what).isNotBlank();
            return;
        }
        assertThat(mustRefuse)
                .as("couples a batch with %s as if it could", what)
                .isFalse();
        for (int k = 0; k < pairs.size(); k++) {
            assertThat(pairs.source()[k])
                    .as("source row of a batch with %s", what)
                    .isBetween(0, sources - 1);
        }
    }
}
