package dev.rheo.runtime.embed;

import dev.rheo.api.data.Points;
import dev.rheo.runtime.sample.Drawn;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Trajectories as they come from the solver, sample by sample instead of time by time. */
final class TrajectoryBatches {
    private TrajectoryBatches() {}

    static void check(String model, double[] times, boolean backward) {
        String doing = "Cannot follow samples of " + model;
        if (times.length == 0 || !Arrays.stream(times).allMatch(t -> t >= 0 && t <= 1)) {
            throw RheoException.argument(
                    doing, Arrays.toString(times) + " are no flow times", "Give at least one number from 0 to 1.");
        }
        if (backward) {
            throw RheoException.argument(
                    doing, "they are followed from the source to the data only", "Leave out direction=backward.");
        }
    }

    static Trajectories of(RheoModel model, ModelFields fields, long first, Drawn drawn) {
        int n = drawn.points().count();
        int d = drawn.points().dimension();
        List<Drawn.Snapshot> snapshots = drawn.snapshots();
        float[] values = new float[Math.multiplyExact(n, Math.multiplyExact(snapshots.size(), d))];
        double[] times = new double[snapshots.size()];
        for (int k = 0; k < times.length; k++) {
            times[k] = snapshots.get(k).t();
            float[] states = fields.original(snapshots.get(k).points()).values();
            for (int i = 0; i < n; i++) {
                System.arraycopy(states, i * d, values, (i * times.length + k) * d, d);
            }
        }
        Points beside = model.saved().conditionScaling().toOriginal(drawn.conditions());
        return new Trajectories(
                first, n, model.stateShape(), times, values, drawn.labels(), beside == null ? null : beside.values());
    }

    static Trajectories joined(List<Trajectories> batches) {
        Trajectories head = batches.get(0);
        int count = batches.stream().mapToInt(Trajectories::count).sum();
        int each = head.times().length * head.features();
        float[] values = new float[count * each];
        int @Nullable [] labels = head.labels() == null ? null : new int[count];
        int beside = head.conditions() == null ? 0 : head.conditions().length / head.count();
        float @Nullable [] conditions = head.conditions() == null ? null : new float[count * beside];
        for (Trajectories batch : batches) {
            int first = (int) batch.first();
            System.arraycopy(batch.values(), 0, values, first * each, batch.values().length);
            int[] own = batch.labels();
            if (labels != null && own != null) {
                System.arraycopy(own, 0, labels, first, own.length);
            }
            float[] asked = batch.conditions();
            if (conditions != null && asked != null) {
                System.arraycopy(asked, 0, conditions, first * beside, asked.length);
            }
        }
        return new Trajectories(0, count, head.shape(), head.times(), values, labels, conditions);
    }

    static Optional<Trajectories> denoised(ModelFields fields, Trajectories trajectories) {
        int d = trajectories.features();
        int times = trajectories.times().length;
        int[] labels = trajectories.labels() == null ? new int[0] : trajectories.labels();
        float[] beside = trajectories.conditions() == null ? new float[0] : trajectories.conditions();
        double[] conditions = new double[beside.length];
        Arrays.setAll(conditions, i -> beside[i]);
        float[] values = new float[trajectories.values().length];
        for (int k = 0; k < times; k++) {
            Optional<float[]> expected =
                    fields.denoised(trajectories.at(k), trajectories.times()[k], conditions, labels);
            if (expected.isEmpty()) {
                return Optional.empty();
            }
            for (int i = 0; i < trajectories.count(); i++) {
                System.arraycopy(expected.get(), i * d, values, (i * times + k) * d, d);
            }
        }
        return Optional.of(trajectories.with(values));
    }
}
