package dev.rheo.testkit.coupling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rheo.api.component.TraitNames;
import dev.rheo.api.coupling.CouplingBatch;
import dev.rheo.api.coupling.Pairing;
import dev.rheo.api.random.RandomStreams;

/**
 * C7. Sampling draws x0 without regard to the label y, so training has to as well: q(x0 | y) = q(x0). A coupling of the whole
 * batch cannot promise that, and has to say so.
 */
final class LabelRule {
    private static final int ROWS = 20;
    private static final int BATCHES = 200;

    private LabelRule() {}

    static void examine(CouplingSubject subject) {
        if (subject.claims(TraitNames.COUPLING_WHOLE_BATCH)) {
            ignoresLabels(subject);
        } else {
            sourceDoesNotDependOnLabel(subject);
        }
    }

    private static void ignoresLabels(CouplingSubject subject) {
        CouplingBatch batch = Batches.random(33, 2, 70);
        Pairing without = Batches.draw(subject.coupling(), Batches.withLabels(batch, null), 0);
        Pairing with = Batches.draw(subject.coupling(), Batches.withLabels(batch, Batches.labels(33, 3, 71)), 0);
        assertThat(with.source()).as("source rows with and without labels").isEqualTo(without.source());
        assertThat(with.target()).as("data rows with and without labels").isEqualTo(without.target());
    }

    /**
     * Data of label 1 lie at +3, of label 0 at −3. Over 200 batches of 20, the mean source sample of label 1 (about 2000
     * standard normals) is 0 within 5.5 standard errors; transport over the whole batch brings it to about 0.8.
     */
    private static void sourceDoesNotDependOnLabel(CouplingSubject subject) {
        double sum = 0;
        int count = 0;
        for (int number = 0; number < BATCHES; number++) {
            CouplingBatch batch = twoClasses(number);
            int[] labels = Batches.labels(ROWS, 2, number);
            Pairing pairs = Batches.draw(subject.coupling(), Batches.withLabels(batch, labels), number);
            for (int k = 0; k < pairs.size(); k++) {
                if (labels[pairs.target()[k]] == 1) {
                    sum += batch.source().values()[pairs.source()[k]];
                    count++;
                }
            }
            if (subject.claims(TraitNames.COUPLING_EXACT_OT)) {
                assertMonotone(batch, labels, pairs);
            }
        }
        assertThat(sum / count)
                .as("mean source sample of label 1 (%d pairs)", count)
                .isCloseTo(0, within(5.5 / Math.sqrt(count)));
    }

    private static CouplingBatch twoClasses(int number) {
        int[] labels = Batches.labels(ROWS, 2, number);
        float[] values = new float[2 * ROWS];
        new RandomStreams(number).at("two classes", 0).gaussians(0, 2 * ROWS, 1, values, 0);
        float[] source = new float[ROWS];
        float[] data = new float[ROWS];
        for (int i = 0; i < ROWS; i++) {
            source[i] = values[i];
            data[i] = values[ROWS + i] + (labels[i] == 1 ? 3 : -3);
        }
        return Batches.of(source, data, 1);
    }

    /** In one dimension the optimal plan of each label keeps the order. */
    private static void assertMonotone(CouplingBatch batch, int[] labels, Pairing pairs) {
        float[] source = batch.source().values();
        float[] data = batch.target().values();
        for (int k = 0; k < pairs.size(); k++) {
            for (int l = 0; l < k; l++) {
                int i = pairs.target()[k];
                int j = pairs.target()[l];
                double order = (double) (source[pairs.source()[k]] - source[pairs.source()[l]]) * (data[i] - data[j]);
                assertThat(labels[i] != labels[j] || order >= 0)
                        .as("pairs of label %d keep their order", labels[i])
                        .isTrue();
            }
        }
    }
}
