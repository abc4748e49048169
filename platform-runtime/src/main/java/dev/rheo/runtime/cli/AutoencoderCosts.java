package dev.rheo.runtime.cli;

import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.ComponentRef;
import dev.rheo.api.graph.Shape;
import dev.rheo.api.latent.Autoencoder;
import dev.rheo.api.latent.AutoencoderGraphs;
import dev.rheo.api.latent.TrainedAutoencoder;
import dev.rheo.api.network.Support;
import dev.rheo.api.random.RandomStreams;
import dev.rheo.runtime.latent.LatentSpace;
import dev.rheo.runtime.plugin.ComponentEntry;
import dev.rheo.runtime.plugin.KindInfo;
import dev.rheo.runtime.program.PeakMemory;
import dev.rheo.runtime.program.Rules;
import dev.rheo.runtime.train.TrainingMemory;
import dev.rheo.runtime.wire.Slot;
import dev.rheo.runtime.wire.Wiring;
import java.util.List;
import java.util.Locale;

/** What an autoencoder with its defaults takes for samples of some common shapes. */
final class AutoencoderCosts {
    private static final List<Shape> SAMPLES =
            List.of(Shape.of(2), Shape.of(1, 8, 8), Shape.of(1, 28, 28), Shape.of(3, 32, 32));

    private final Autoencoder autoencoder;

    AutoencoderCosts(ComponentEntry entry, ComponentConfig defaults, Platform platform) {
        ComponentRef<Autoencoder> ref = new ComponentRef<>(Autoencoder.class, entry.name(), defaults);
        Wiring wiring = Wiring.of(
                List.of(new Slot("autoencoder", ref, true)),
                any -> platform.catalogue()
                        .find(KindInfo.of(any.kind()), any.name())
                        .orElseThrow(),
                platform.schemas()::references,
                new RandomStreams(0));
        this.autoencoder = wiring.get("autoencoder", Autoencoder.class);
    }

    /** One planned for an experiment, in a few words. */
    static String text(LatentSpace space) {
        return String.format(
                Locale.ROOT,
                "latents of shape %s, autoencoder of %,d parameters and %,d FLOPs a sample",
                space.latent(),
                parameters(space),
                flops(space.graphs()));
    }

    static long parameters(LatentSpace space) {
        return parameters(space.graphs());
    }

    private static long parameters(AutoencoderGraphs graphs) {
        return graphs.encoder().parameterCount() + graphs.decoder().parameterCount();
    }

    private static long flops(AutoencoderGraphs graphs) {
        return graphs.encoder().flops() + graphs.decoder().flops();
    }

    /** Ends in a line end. */
    String text() {
        StringBuilder out = new StringBuilder("\nCost with these defaults");
        if (autoencoder instanceof TrainedAutoencoder trained) {
            out.append(", steps of ").append(trained.batch()).append(" samples");
        }
        out.append(String.format(
                Locale.ROOT,
                "%n  %-10s %-10s %12s %16s %16s%n",
                "sample",
                "latent",
                "parameters",
                "FLOPs a sample",
                "memory of a step"));
        SAMPLES.forEach(sample -> out.append(line(sample)));
        return out.toString();
    }

    private String line(Shape sample) {
        if (autoencoder.supports(sample) instanceof Support.No no) {
            return String.format(Locale.ROOT, "  %-10s %s%n", name(sample), no.why());
        }
        AutoencoderGraphs graphs = AutoencoderGraphs.of(autoencoder, sample);
        return String.format(
                Locale.ROOT,
                "  %-10s %-10s %,12d %,16d %16s%n",
                name(sample),
                name(graphs.latent()),
                parameters(graphs),
                flops(graphs),
                autoencoder instanceof TrainedAutoencoder trained ? memory(trained, sample) : "none");
    }

    private static String memory(TrainedAutoencoder trained, Shape sample) {
        return TrainingMemory.text(PeakMemory.ofStep(
                        AutoencoderGraphs.joint(trained, sample),
                        AutoencoderGraphs.loss(trained, sample),
                        Rules.standard())
                .bytes(trained.batch()));
    }

    private static String name(Shape shape) {
        return shape.toString().replaceAll("[( )]", "");
    }
}
