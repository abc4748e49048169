package dev.rheo.testkit.coupling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rheo.api.coupling.Coupling;
import dev.rheo.api.coupling.CouplingBatch;
import dev.rheo.api.coupling.Pairing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** C4, C5 and C10: what must not change the pairs. */
final class StabilityRules {
    private StabilityRules() {}

    static void pure(CouplingSubject subject) {
        CouplingBatch batch = Batches.random(33, 2, 40);
        float[] source = batch.source().values().clone();
        float[] data = batch.target().values().clone();
        Pairing once = Batches.draw(subject.coupling(), batch, 1);
        Batches.draw(subject.coupling(), Batches.random(7, 3, 41), 2);
        assertSame(Batches.draw(subject.coupling(), batch, 1), once, "drawn again");
        assertThat(batch.source().values()).as("the source afterwards").isEqualTo(source);
        assertThat(batch.target().values()).as("the data afterwards").isEqualTo(data);
    }

    /**
     * Reversing the data of a batch has to mirror the columns of the plan. Six rows, 400 draws each way, compared by a
     * two-sample chi-square. Where costs are squared distances and no mass is left aside, source and data are the same numbers,
     * so that this rule knows nothing of which rows are which; for others that would leave several plans to choose from.
     */
    static void equivariant(CouplingSubject subject) {
        int n = 6;
        float[] values = {-2, -1.25f, -0.5f, 0.5f, 1.25f, 2};
        CouplingBatch batch =
                CouplingRules.ofDifferences(subject) ? Batches.of(values, values.clone(), 1) : Batches.random(n, 2, 42);
        double[] plan = Batches.frequencies(subject.coupling(), batch, 400);
        double[] mirrored = Batches.frequencies(subject.coupling(), reversed(batch), 400);
        double[] back = new double[n * n];
        for (int k = 0; k < n * n; k++) {
            back[k] = mirrored[k / n * n + n - 1 - k % n];
        }
        assertThat(ChiSquare.ofTwo(plan, back))
                .as("chi-square of the plan against that of reversed data, n 6, 400 draws")
                .isLessThan(ChiSquare.limit(n * n - 1));
    }

    private static CouplingBatch reversed(CouplingBatch batch) {
        int n = batch.target().count();
        int[] order = new int[n];
        for (int i = 0; i < n; i++) {
            order[i] = n - 1 - i;
        }
        return new CouplingBatch(batch.source(), batch.target().select(order), batch.labels());
    }

    /** The shift is exact in single precision, and so are all squared distances. */
    static void translation(CouplingSubject subject) {
        CouplingBatch large = Batches.random(33, 2, 50);
        if (!same(Batches.draw(subject.coupling(), large, 33), Batches.draw(subject.coupling(), large, 33))) {
            return; // what does not repeat itself is C4's to name; a small batch may repeat itself by chance
        }
        for (int n : new int[] {2, 7, 33}) {
            CouplingBatch batch = Batches.random(n, 2, 50 + n);
            float[] shifted = batch.target().values().clone();
            for (int k = 0; k < shifted.length; k++) {
                shifted[k] += k % 2 == 0 ? 8 : -4;
            }
            Pairing unshifted = Batches.draw(subject.coupling(), batch, n);
            assertSame(
                    Batches.draw(subject.coupling(), Batches.of(batch.source().values(), shifted, 2), n),
                    unshifted,
                    "of shifted data");
        }
    }

    static void concurrent(CouplingSubject subject) {
        int count = 32;
        List<Pairing> alone = new ArrayList<>();
        for (int k = 0; k < count; k++) {
            alone.add(batchOf(subject.coupling(), k));
            if (!same(alone.get(k), batchOf(subject.coupling(), k))) {
                return; // what does not repeat itself is C4's to name
            }
        }
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<Pairing>> together = new ArrayList<>();
            for (int k = 0; k < count; k++) {
                int number = k;
                together.add(threads.submit(() -> batchOf(subject.coupling(), number)));
            }
            for (int k = 0; k < count; k++) {
                assertSame(together.get(k).get(), alone.get(k), "beside other threads");
            }
        } catch (ExecutionException failure) {
            throw new AssertionError("a batch failed beside other threads: " + failure.getCause(), failure);
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", interruption);
        } finally {
            threads.shutdownNow();
        }
    }

    private static Pairing batchOf(Coupling coupling, int number) {
        return Batches.draw(coupling, Batches.random(8 + number % 5, 2, 60 + number), number);
    }

    private static boolean same(Pairing first, Pairing second) {
        return Arrays.equals(first.source(), second.source())
                && Arrays.equals(first.target(), second.target())
                && Arrays.equals(first.weights(), second.weights());
    }

    private static void assertSame(Pairing actual, Pairing expected, String when) {
        assertThat(actual.source()).as("source rows %s", when).isEqualTo(expected.source());
        assertThat(actual.target()).as("data rows %s", when).isEqualTo(expected.target());
        assertThat(actual.weights()).as("weights %s", when).isEqualTo(expected.weights());
    }
}
