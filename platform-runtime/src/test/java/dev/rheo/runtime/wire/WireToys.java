package dev.rheo.runtime.wire;

import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.ComponentRef;
import dev.rheo.api.component.Components;
import dev.rheo.api.component.RheoComponent;
import dev.rheo.api.coupling.Coupling;
import dev.rheo.api.coupling.CouplingBatch;
import dev.rheo.api.coupling.Pairing;
import dev.rheo.api.data.SampleShape;
import dev.rheo.api.data.SourceDistribution;
import dev.rheo.api.evaluate.Evaluation;
import dev.rheo.api.evaluate.Measurement;
import dev.rheo.api.evaluate.Metric;
import dev.rheo.api.random.Draws;
import dev.rheo.api.random.RandomStreams;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.random.RandomGenerator;

/** Components that do nothing but ask for things. */
public final class WireToys {
    private WireToys() {}

    /** Options that are told apart by their text. */
    public record Text(String text) implements ComponentConfig {}

    /** Options that nobody has. */
    public record Other() implements ComponentConfig {}

    /** Options that refer to other sources. */
    public record Parts(List<ComponentRef<SourceDistribution>> parts) implements ComponentConfig {}

    /** A source. */
    public abstract static class Nothing implements SourceDistribution {
        @Override
        public void sample(Draws draws, long firstRow, int count, SampleShape shape, float[] into) {}
    }

    /** A source without parts. */
    @RheoComponent(name = "leaf", summary = "")
    public static final class Leaf extends Nothing {
        final String text;

        @Inject
        public Leaf(Text config) {
            text = config.text();
        }
    }

    /** A source made of others. */
    @RheoComponent(name = "mixture", summary = "")
    public static final class Mixture extends Nothing {
        final List<SourceDistribution> parts;
        final List<SourceDistribution> again;

        @Inject
        public Mixture(Parts config, Components components) {
            parts = config.parts().stream().map(components::create).toList();
            again = config.parts().stream().map(components::create).toList();
        }

        Leaf leaf(int index) {
            return (Leaf) parts.get(index);
        }
    }

    /** A source that asks for what comes after it. */
    @RheoComponent(name = "hasty", summary = "")
    public static final class Hasty extends Nothing {
        @Inject
        public Hasty(Coupling coupling) {}
    }

    /** A source that asks for its own kind. */
    @RheoComponent(name = "vain", summary = "")
    public static final class Vain extends Nothing {
        @Inject
        public Vain(SourceDistribution source) {}
    }

    /** A source that asks for somebody else's options. */
    @RheoComponent(name = "nosy", summary = "")
    public static final class Nosy extends Nothing {
        @Inject
        public Nosy(Other config) {}
    }

    /** A source that asks for what nobody has. */
    @RheoComponent(name = "greedy", summary = "")
    public static final class Greedy extends Nothing {
        @Inject
        public Greedy(Thread thread) {}
    }

    /** A source with a back door. */
    @RheoComponent(name = "sly", summary = "")
    public static final class Sly extends Nothing {
        @Inject
        RandomStreams random;

        @Inject
        public Sly() {}
    }

    /** A source with a qualified parameter. */
    @RheoComponent(name = "fussy", summary = "")
    public static final class Fussy extends Nothing {
        @Inject
        public Fussy(@Named("mine") RandomStreams random) {}
    }

    /** A source without a usable constructor. */
    @RheoComponent(name = "shy", summary = "")
    public static final class Shy extends Nothing {
        public Shy(Text config) {}
    }

    /** A source that throws. */
    @RheoComponent(name = "broken", summary = "")
    public static final class Broken extends Nothing {
        @Inject
        public Broken() {
            throw new IllegalStateException("no device");
        }
    }

    /** A coupling that remembers what it was given. */
    @RheoComponent(name = "curious", summary = "")
    public static final class Curious implements Coupling {
        final Text config;
        final SourceDistribution source;
        final RandomStreams random;

        @Inject
        public Curious(Text config, SourceDistribution source, RandomStreams random) {
            this.config = config;
            this.source = source;
            this.random = random;
        }

        @Override
        public Pairing pair(CouplingBatch batch, RandomGenerator random) {
            return Pairing.identity(0);
        }
    }

    /** A metric with options. */
    @RheoComponent(name = "gauge", summary = "")
    public static final class Gauge implements Metric {
        final String text;

        @Inject
        public Gauge(Text config, Coupling coupling) {
            text = config.text();
        }

        @Override
        public List<Measurement> measure(Evaluation evaluation) {
            return List.of();
        }
    }
}
