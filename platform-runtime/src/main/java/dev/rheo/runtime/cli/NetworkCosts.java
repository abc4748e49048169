package dev.rheo.runtime.cli;

import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.ComponentRef;
import dev.rheo.api.graph.Graph;
import dev.rheo.api.graph.ProgramBuilder;
import dev.rheo.api.graph.Shape;
import dev.rheo.api.graph.Value;
import dev.rheo.api.network.Labels;
import dev.rheo.api.network.NetworkArchitecture;
import dev.rheo.api.network.NetworkBuilder;
import dev.rheo.api.network.NetworkSpec;
import dev.rheo.api.network.Support;
import dev.rheo.api.random.RandomStreams;
import dev.rheo.runtime.manifest.Schemas;
import dev.rheo.runtime.plugin.ComponentEntry;
import dev.rheo.runtime.program.PeakMemory;
import dev.rheo.runtime.program.Rules;
import dev.rheo.runtime.train.TrainingMemory;
import dev.rheo.runtime.wire.Slot;
import dev.rheo.runtime.wire.Wiring;
import java.util.List;
import java.util.Locale;

/** What an architecture with its defaults takes for samples of some common shapes with ten classes. */
final class NetworkCosts {
    private static final int BATCH = 64;
    private static final List<Shape> SAMPLES =
            List.of(Shape.of(2), Shape.of(1, 8, 8), Shape.of(1, 28, 28), Shape.of(3, 32, 32));

    private final NetworkArchitecture architecture;

    NetworkCosts(ComponentEntry entry, ComponentConfig defaults, Schemas schemas) {
        ComponentRef<NetworkArchitecture> ref = new ComponentRef<>(NetworkArchitecture.class, entry.name(), defaults);
        Wiring wiring = Wiring.of(
                List.of(new Slot("network", ref, true)), any -> entry, schemas::references, new RandomStreams(0));
        this.architecture = wiring.get("network", NetworkArchitecture.class);
    }

    /** Ends in a line end. */
    String text() {
        StringBuilder out =
                new StringBuilder("\nCost with these defaults, ten classes, steps of " + BATCH + " samples\n");
        out.append(String.format(
                Locale.ROOT, "  %-10s %12s %16s %16s%n", "sample", "parameters", "FLOPs a sample", "memory of a step"));
        SAMPLES.forEach(sample -> out.append(line(sample)));
        return out.toString();
    }

    private String line(Shape sample) {
        NetworkSpec spec = NetworkSpec.of(sample).with(Labels.classes(10, true));
        String name = sample.toString().replaceAll("[( )]", "");
        if (architecture.supports(spec) instanceof Support.No no) {
            return String.format(Locale.ROOT, "  %-10s %s%n", name, no.why());
        }
        Graph graph = NetworkBuilder.graphOf(architecture, spec);
        long bytes = PeakMemory.ofStep(graph, energy(spec), Rules.standard()).bytes(BATCH);
        return String.format(
                Locale.ROOT,
                "  %-10s %,12d %,16d %16s%n",
                name,
                graph.parameterCount(),
                graph.flops(),
                TrainingMemory.text(bytes));
    }

    /** The mean square of the output, as a stand-in for a loss. */
    private static Graph energy(NetworkSpec spec) {
        ProgramBuilder program = new ProgramBuilder(spec.inputs(), spec.headShapes());
        Value out = program.network(program.input("x"), program.input("t"), program.input("labels"))
                .get(0);
        return program.build(program.mean(program.square(out)));
    }
}
