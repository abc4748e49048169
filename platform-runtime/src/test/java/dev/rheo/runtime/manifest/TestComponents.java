package dev.rheo.runtime.manifest;

import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.ComponentRef;
import dev.rheo.api.component.Inline;
import dev.rheo.api.component.Option;
import dev.rheo.api.component.Problems;
import dev.rheo.api.component.TraitNames;
import dev.rheo.api.component.Traits;
import dev.rheo.api.data.DataSource;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Options like those of the built-in components, and some that show every type of option. */
final class TestComponents {
    private TestComponents() {}

    record Linear(
            @Option(value = "Standard deviation of the path.", defaultsTo = "0", min = 0, unit = "data units")
            double sigma)
            implements ComponentConfig {
        @Override
        public Traits traits() {
            Traits traits = Traits.of(TraitNames.PATH_TWO_SIDED);
            return sigma > 0 ? traits.provides(TraitNames.PATH_NOISE) : traits.provides(TraitNames.PATH_ENDPOINTS);
        }
    }

    record CondOt(
            @Option(
                    value = "Standard deviation left at t = 1.",
                    defaultsTo = "0",
                    min = 0,
                    max = 1,
                    below = true,
                    source = "Lipman et al. 2023, eq. 22")
            double sigmaMin)
            implements ComponentConfig {
        @Override
        public Traits traits() {
            return Traits.of(TraitNames.PATH_ONE_SIDED, TraitNames.PATH_ENDPOINTS)
                    .requires(TraitNames.SOURCE_GAUSSIAN, "the source sample of a one-sided path is its noise")
                    .providesIf(
                            TraitNames.DYNAMICS_SCORE,
                            List.of(TraitNames.COUPLING_INDEPENDENT),
                            "coupled noise is no longer tied to the score by Tweedie's formula");
        }
    }

    record Bridge(
            @Option(value = "Volatility of the bridge.", defaultsTo = "1", min = 0, above = true)
            double sigma) implements ComponentConfig {
        @Override
        public Traits traits() {
            return Traits.of(TraitNames.PATH_TWO_SIDED, TraitNames.PATH_NOISE, TraitNames.PATH_BRIDGE)
                    .discourages(
                            "coupling.not-entropic",
                            "the bridge's marginals are those of a Schrödinger bridge only with the entropic plan");
        }
    }

    record Independent() implements ComponentConfig {
        @Override
        public Traits traits() {
            return Traits.of(TraitNames.COUPLING_INDEPENDENT, "coupling.not-entropic");
        }
    }

    record MinibatchOt(
            @Option(value = "Couple each class by itself.", defaultsTo = "false")
            boolean withinLabels,

            @Option(value = "How the plan is found.", defaultsTo = "auto")
            Algorithm solver)
            implements ComponentConfig {
        enum Algorithm {
            AUTO,
            ASSIGNMENT,
            LINEAR_PROGRAM
        }

        @Override
        public Traits traits() {
            Traits traits = Traits.of("coupling.not-entropic");
            return withinLabels
                    ? traits
                    : traits.provides(TraitNames.COUPLING_WHOLE_BATCH)
                            .discourages(
                                    TraitNames.NETWORK_CLASS_CONDITIONAL,
                                    "transport over the whole batch ties the source sample to the label");
        }
    }

    record Sinkhorn(
            @Option(value = "Entropic regularisation.", defaultsTo = "1", min = 0, above = true)
            double regularisation) implements ComponentConfig {
        @Override
        public Traits traits() {
            return Traits.of(TraitNames.COUPLING_ENTROPIC);
        }
    }

    record FlowMatching(
            @Option(value = "What the network estimates.", defaultsTo = "velocity")
            Predict predict) implements ComponentConfig {
        enum Predict {
            VELOCITY,
            NOISE,
            DATA
        }

        @Override
        public Traits traits() {
            Traits traits = Traits.of(TraitNames.DYNAMICS_VELOCITY);
            return predict == Predict.NOISE
                    ? traits.requires(
                            TraitNames.PATH_ONE_SIDED, "only on a one-sided path does the noise determine the velocity")
                    : traits;
        }
    }

    record EulerMaruyama(
            @Option(value = "Steps.", defaultsTo = "500", min = 1)
            int steps) implements ComponentConfig {
        @Override
        public Traits traits() {
            return Traits.NONE.requires(
                    TraitNames.DYNAMICS_SCORE, "the drift of the reverse diffusion contains the score");
        }
    }

    record Dopri5(
            @Option(value = "Relative tolerance.", defaultsTo = "1e-5", min = 0, above = true)
            double rtol,

            @Option(value = "Absolute tolerance.", defaultsTo = "1e-5", min = 0, above = true)
            double atol)
            implements ComponentConfig {
        @Override
        public void check(Problems problems) {
            if (rtol > 0.1) {
                problems.warning("rtol", "a tolerance this large gives samples of no use", "Use 1e-3 or less.");
            }
        }
    }

    record Gaussian() implements ComponentConfig {
        @Override
        public Traits traits() {
            return Traits.of(TraitNames.SOURCE_GAUSSIAN);
        }
    }

    record DataSetSource(
            @Option("The data set to draw from.") ComponentRef<DataSource> from) implements ComponentConfig {}

    record Split(
            @Option(value = "Part kept from training.", defaultsTo = "0.1", min = 0, max = 1, below = true)
            double heldOut) {}

    record Csv(
            @Option("The file.") Path file,

            @Option(value = "Column with labels.", defaultsTo = Option.ABSENT)
            Integer labelColumn,

            @Option(value = "Columns to read.", defaultsTo = "[]")
            List<String> columns,

            @Inline Split split)
            implements ComponentConfig {
        Csv {
            if (labelColumn != null && labelColumn < 0) {
                throw new IllegalArgumentException("label columns are counted from 0");
            }
        }
    }

    record Moons(
            @Option(value = "Noise.", defaultsTo = "0.05", min = 0)
            double noise) implements ComponentConfig {}

    record Mlp(
            @Option(value = "Units of each layer.", defaultsTo = "[64, 64, 64]", min = 1, max = 16)
            List<Integer> widths,

            @Option(value = "Factors by layer name.", defaultsTo = "{}")
            Map<String, Double> scales,

            @Option(value = "How time enters.", defaultsTo = "{}")
            Embedding time,

            @Option(value = "Seed of the layers.", defaultsTo = "0x10")
            long salt)
            implements ComponentConfig {
        record Embedding(
                @Option(value = "Numbers.", defaultsTo = "32", min = 2)
                int size,

                @Option(value = "Largest period.", defaultsTo = "1e4", min = 1)
                double period) {}

        @Override
        public void check(Problems problems) {
            if (time.size % 2 != 0) {
                problems.error("time.size", "half are sines and half cosines, so it is even", "Give an even number.");
            }
        }
    }

    record Projections(
            @Option(value = "Projections.", defaultsTo = "256", min = 1)
            int projections) implements ComponentConfig {}

    record Adam(
            @Option(value = "Learning rate.", defaultsTo = "1e-3", min = 0, above = true)
            double learningRate) implements ComponentConfig {}

    record Faulty(
            @Option(value = "Anything.", defaultsTo = "1") int number) implements ComponentConfig {
        @Override
        public void check(Problems problems) {
            throw new IllegalStateException("a mistake of its author");
        }
    }
}
