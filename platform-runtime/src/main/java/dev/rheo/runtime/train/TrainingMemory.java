package dev.rheo.runtime.train;

import dev.rheo.api.graph.Graph;
import dev.rheo.api.latent.AutoencoderGraphs;
import dev.rheo.api.latent.TrainedAutoencoder;
import dev.rheo.api.optimize.Update;
import dev.rheo.api.optimize.UpdateBuilder;
import dev.rheo.runtime.experiment.Blueprint;
import dev.rheo.runtime.latent.LatentSpace;
import dev.rheo.runtime.program.Layout;
import dev.rheo.runtime.program.PeakMemory;
import dev.rheo.runtime.program.Rules;
import java.util.Locale;
import java.util.Optional;

/**
 * How much memory training takes, told from the graphs before anything is allocated: an estimate, without the data
 * set. Not thread-safe.
 */
public final class TrainingMemory {
    /** Virtual machine and engine before the first tensor, measured. */
    private static final long PROCESS = 400L << 20;

    /** Convolution kernels take up to three quarters of the values themselves, measured on U-Nets; products take nothing. */
    private static final double WITH_CONVOLUTIONS = 1.75;

    private final int batch;
    private final int shards;
    private final PeakMemory step;
    private final long vectors;
    private final long minibatch;
    private final double kernels;

    private TrainingMemory(int batch, int shards, PeakMemory step, long vectors, long minibatch, double kernels) {
        this.batch = batch;
        this.shards = shards;
        this.step = step;
        this.vectors = vectors;
        this.minibatch = minibatch;
        this.kernels = kernels;
    }

    /** Empty where a component fails when it is asked for its graph; what is at fault shows when training begins. */
    public static Optional<TrainingMemory> of(Blueprint blueprint) {
        try {
            return Optional.of(estimated(blueprint));
        } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) { // plugin code
            return Optional.empty();
        }
    }

    private static TrainingMemory estimated(Blueprint blueprint) {
        Layout layout = Layout.of(blueprint.network());
        UpdateBuilder rule = new UpdateBuilder(layout.size(), layout.decayed());
        blueprint.parts().optimizer().define(rule);
        long states =
                rule.build().states().stream().filter(Update.State::vector).count();
        long kept = 1 + states + blueprint.spec().train().ema().size();
        int shards = blueprint.spec().train().shards();
        long gradient = shards == 1 ? 1 : 1 + shards;
        long inCheckpoint = kept;
        long minibatch = blueprint.loss().inputs().stream()
                .mapToLong(input -> Long.BYTES * input.shape().size())
                .sum();
        boolean convolves = blueprint.network().nodes().stream()
                .anyMatch(node -> node.name().equals("conv2d"));
        return new TrainingMemory(
                blueprint.spec().train().batch(),
                shards,
                PeakMemory.ofStep(blueprint.network(), blueprint.loss(), Rules.standard()),
                Float.BYTES * layout.size() * (kept + gradient + inCheckpoint),
                minibatch,
                convolves ? WITH_CONVOLUTIONS : 1);
    }

    /** What the training of an autoencoder takes; 0 if there is none. */
    public static long ofAutoencoder(Blueprint blueprint) {
        LatentSpace space = blueprint.latents();
        if (space == null || !(space.autoencoder() instanceof TrainedAutoencoder trained) || trained.from() != null) {
            return 0;
        }
        Graph joint = AutoencoderGraphs.joint(trained, space.graphs().sample());
        Graph loss = AutoencoderGraphs.loss(trained, space.graphs().sample());
        UpdateBuilder rule = new UpdateBuilder(joint.parameterCount(), 0);
        trained.optimizer().define(rule);
        long states =
                rule.build().states().stream().filter(Update.State::vector).count();
        boolean convolves = joint.nodes().stream().anyMatch(node -> node.name().equals("conv2d"));
        long step = PeakMemory.ofStep(joint, loss, Rules.standard()).bytes(trained.batch());
        return PROCESS
                + Float.BYTES * joint.parameterCount() * (2 + states)
                + (long) ((convolves ? WITH_CONVOLUTIONS : 1) * step);
    }

    /** What layers leave for their derivatives, at the fullest moment of a step. */
    public long activations() {
        return step.bytes(batch);
    }

    /** All of it. */
    public long total() {
        return total(batch);
    }

    private long total(int rows) {
        long ring = Math.max(Trainer.RING_BYTES, Trainer.FEWEST_SLOTS * minibatch * rows);
        return PROCESS + vectors + ring + (long) (kernels * step.bytes(rows));
    }

    /** The largest batch up to the present one for which {@code limit} bytes suffice; empty if one row of a shard is too much. */
    public Optional<Integer> batchFor(long limit) {
        if (total(shards) > limit) {
            return Optional.empty();
        }
        int enough = shards;
        int tooMuch = batch + 1;
        while (tooMuch - enough > 1) {
            int middle = enough + (tooMuch - enough) / 2;
            if (total(middle) <= limit) {
                enough = middle;
            } else {
                tooMuch = middle;
            }
        }
        return Optional.of(enough - enough % shards);
    }

    /** Bytes as a reader takes them in. */
    public static String text(long bytes) {
        return bytes < 1L << 30
                ? String.format(Locale.ROOT, "%,d MB", Math.max(1, bytes >> 20))
                : String.format(Locale.ROOT, "%,.1f GB", (double) bytes / (1L << 30));
    }
}
