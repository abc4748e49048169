package dev.rheo.distribution;

import static dev.rheo.distribution.Distribution.here;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rheo.distribution.Distribution.Finished;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code rheo plugins verify} of components whose rules need more than the one: a path to train on, other numbers of steps. */
class VerifyByExampleIT {
    /** Euler–Maruyama, and implicit score matching at t = ½; with what it claims, and what it makes of the weights of pairs. */
    private static final String CODE = """
            package stranger;
            import ai.djl.ndarray.NDArray;
            import dev.rheo.api.component.*;
            import dev.rheo.api.graph.*;
            import dev.rheo.api.network.Labels;
            import dev.rheo.api.objective.*;
            import dev.rheo.api.sample.*;
            import jakarta.inject.Inject;
            import java.util.*;
            public final class %1$s {
                @RheoComponent(name = "maruyama", summary = "Steps along the reverse SDE.")
                public static final class Maruyama implements StepSolver {
                    public record Config(@Option(value = "Steps of a solve.", defaultsTo = "10", min = 1) int steps)
                            implements ComponentConfig {
                        @Override public Traits traits() {
                            return Traits.of("solver.fixed-steps", "solver.on-grid", "solver.backward", %2$s)
                                    .requires("dynamics.score", "the drift has the score in it");
                        }
                    }
                    private final Config config;
                    @Inject public Maruyama(Config config) { this.config = config; }
                    @Override public Stepping stepping() { return new Stepping.Fixed(config.steps()); }
                    @Override public Solve begin(Problem problem) {
                        Dynamics model = problem.dynamics();
                        return (x, from, to, noise, memory) -> {
                            double h = to - from;
                            NDArray score = model.score().orElseThrow().at(x, from).muli(Math.abs(h) / 2);
                            return model.velocity().at(x, from).muli(h).addi(score)
                                    .addi(noise.gaussian(x, 0).muli(Math.sqrt(Math.abs(h)))).addi(x);
                        };
                    }
                }
                @RheoComponent(name = "by-parts", summary = "Implicit score matching at t = 1/2.")
                public static final class ByParts implements Objective {
                    @Inject public ByParts() {}
                    @Override public List<InputSpec> inputs(TrainingSpec spec) {
                        List<InputSpec> inputs = new ArrayList<>();
                        inputs.add(InputSpec.floats("x", spec.network().sample().batched()));
                        inputs.add(InputSpec.floats("t", Shape.batch()));
                        if (spec.weighted()) inputs.add(InputSpec.floats("weight", Shape.batch()));
                        if (labelled(spec)) inputs.add(InputSpec.integers("labels", Shape.batch()));
                        return inputs;
                    }
                    @Override public void fill(TrainingPairs pairs, MinibatchWriter out) {
                        out.floats("x", pairs.data().values());
                        float[] t = new float[pairs.t().length];
                        Arrays.fill(t, 0.5f);
                        out.floats("t", t);
                        if (pairs.weights() != null) {
                            float[] weights = new float[t.length];
                            for (int i = 0; i < t.length; i++) weights[i] = (float) pairs.weights()[i];
                            out.floats("weight", weights);
                        }
                        if (pairs.labels() != null) out.integers("labels", pairs.labels());
                    }
                    @Override public Value loss(TrainingSpec spec, ProgramBuilder program) {
                        Value x = program.input("x");
                        Value labels = labelled(spec) ? program.input("labels") : null;
                        Value field = program.network(x, program.input("t"), labels).get(0);
                        Value norm = program.mul(program.sum(program.square(field), 1), 0.5);
                        Value rows = program.add(norm, program.divergence(field, x));
                        program.rowLosses(rows);
                        return program.mean(spec.weighted() ? %3$s : rows);
                    }
                    @Override public Dynamics dynamics(TrainedModel model) { return () -> model.head("out"); }
                    private static boolean labelled(TrainingSpec spec) {
                        return spec.network().labels() instanceof Labels.Classes;
                    }
                }
            }
            """;

    @TempDir
    static Path folder;

    @BeforeAll
    static void fillTheFolder() throws IOException {
        write("right", "Right", "\"solver.stochastic\"", "program.mul(rows, program.input(\"weight\"))");
        write("wrong", "Wrong", "\"solver.at-end\"", "program.add(rows, program.input(\"weight\"))");
    }

    private static void write(String id, String type, String claim, String weighted) throws IOException {
        StrangersJar.write(folder, id, type, CODE.formatted(type, claim, weighted));
    }

    private static Finished verify(String file, String... more) {
        List<String> arguments = new ArrayList<>(
                List.of("plugins", "verify", folder.resolve(file).toString()));
        arguments.addAll(List.of(more));
        return here(arguments.toArray(String[]::new));
    }

    @Test
    void aRightSolverAndARightLossAreVerified() {
        Finished finished = verify("right.jar");
        assertThat(finished.exit()).as(finished.all()).isZero();
        assertThat(finished.out())
                .contains("ok    objective by-parts: 5 rules kept\n")
                .containsPattern("ok    solver maruyama: \\d+ rules kept, 2 optional\n");
    }

    @Test
    @SuppressWarnings("unchecked")
    void noiseThatIsNotStatedAndWeightsThatAreAddedAreNamed() {
        Finished finished = verify("wrong.jar", "--json");
        assertThat(finished.exit()).as(finished.all()).isEqualTo(4);
        List<Map<String, Object>> components =
                (List<Map<String, Object>>) Json.object(finished.out()).get("components");
        assertThat(components)
                .flatExtracting(component -> (List<Map<String, Object>>) component.get("rules"))
                .filteredOn(rule -> rule.get("violation") != null)
                .extracting(rule -> rule.get("id") + ", " + rule.get("status"))
                .containsExactlyInAnyOrder("OP4, required", "SC5, optional", "SS3, required");
    }
}
