package dev.rheo.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.norm.LayerNorm;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import dev.rheo.api.component.RheoComponent;
import dev.rheo.api.graph.Graph;
import dev.rheo.api.graph.InputSpec;
import dev.rheo.api.graph.ProgramBuilder;
import dev.rheo.api.graph.Value;
import dev.rheo.api.network.BlockArchitecture;
import dev.rheo.api.network.NetworkBuilder;
import dev.rheo.api.network.NetworkSpec;
import dev.rheo.api.network.Support;
import dev.rheo.api.random.RandomStreams;
import dev.rheo.runtime.program.EagerStep;
import dev.rheo.runtime.program.Layout;
import dev.rheo.runtime.program.NetworkProgram;
import dev.rheo.runtime.program.Precision;
import dev.rheo.runtime.program.Rules;
import dev.rheo.runtime.program.StepProgram;
import dev.rheo.runtime.toy.ToyExperiment;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A network as a block of DJL against the same network as a graph: every number that training and sampling see. */
class BlockNetworkTest {
    private static final NetworkSpec PLANE = NetworkSpec.of(dev.rheo.api.graph.Shape.of(2));
    private static final int BATCH = 5;

    private static TorchEngine engine;

    /** Layer norm of [x, t], a hidden layer, one layer out. */
    private static final class Field extends AbstractBlock {
        private final Block body;

        Field(Block inner) {
            body = addChildBlock("body", inner);
        }

        static Field plain() {
            return new Field(new SequentialBlock()
                    .add(LayerNorm.builder().build())
                    .add(Linear.builder().setUnits(8).build())
                    .add(Activation::relu)
                    .add(Linear.builder().setUnits(2).build()));
        }

        @Override
        protected NDList forwardInternal(
                ParameterStore store, NDList inputs, boolean training, PairList<String, Object> params) {
            NDArray t = inputs.get(1).expandDims(1);
            return body.forward(store, new NDList(NDArrays.concat(new NDList(inputs.get(0), t), 1)), training);
        }

        @Override
        public Shape[] getOutputShapes(Shape[] inputs) {
            return new Shape[] {new Shape(inputs[0].get(0), 2)};
        }

        @Override
        protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
            body.initialize(manager, type, new Shape(inputs[0].get(0), 3));
        }
    }

    private record Architecture(Supplier<Block> made) implements BlockArchitecture {
        @Override
        public Support supports(NetworkSpec spec) {
            return Support.yes();
        }

        @Override
        public Block block(NetworkSpec spec) {
            return made.get();
        }
    }

    /** As a component of an experiment. */
    @RheoComponent(name = "block", summary = "A block.")
    public static final class Named implements BlockArchitecture {
        @Inject
        public Named() {}

        @Override
        public Support supports(NetworkSpec spec) {
            return Support.yes();
        }

        @Override
        public Block block(NetworkSpec spec) {
            return Field.plain();
        }
    }

    @BeforeAll
    static void start() {
        engine = TorchEngine.start();
        engine.enterThread(1);
    }

    private static Graph block() {
        return NetworkBuilder.graphOf(new Architecture(Field::plain), PLANE);
    }

    /** The same layers, parameters in the same order. */
    private static Graph graph() {
        NetworkBuilder net = new NetworkBuilder(PLANE);
        Value h = net.layerNorm("norm", net.cat(1, net.x(), net.unsqueeze(net.t(), 1)));
        h = net.relu(net.linear("hidden", h, 8));
        return net.build(List.of(net.linear("out", h, 2)));
    }

    private static float[] theta(Graph network) {
        return InitialParameters.draw(Layout.of(network), new RandomStreams(8));
    }

    private static TrainingSession session(Graph network, float[] theta) {
        StepProgram program = StepProgram.of(
                network, Toys.regression(PLANE), Toys.adam(network, Toys.ADAM), Rules.standard(), Precision.FLOAT32);
        return new TrainingSession(engine, program, theta, 0, 0.1);
    }

    @Test
    void itsLayoutIsThatOfTheGraph() {
        assertThat(Layout.of(block()).parameters().stream().map(p -> p.shape()).toList())
                .isEqualTo(Layout.of(graph()).parameters().stream()
                        .map(p -> p.shape())
                        .toList());
    }

    @Test
    void stepsLeadToTheSameParametersLossesAndAverages() {
        float[] theta = theta(graph());
        try (TrainingSession eager = session(block(), theta);
                TrainingSession compiled = session(graph(), theta)) {
            MinibatchSlot one = eager.newSlot(BATCH);
            MinibatchSlot two = compiled.newSlot(BATCH);
            for (int step = 0; step < 5; step++) {
                Toys.fill(one, step);
                Toys.fill(two, step);
                eager.step(one, 1e-2);
                compiled.step(two, 1e-2);
                assertThat(eager.loss()).isCloseTo(compiled.loss(), within(1e-5));
                assertThat(eager.gradientNorm()).isCloseTo(compiled.gradientNorm(), within(1e-5));
            }
            assertThat(eager.parameters()).containsExactly(compiled.parameters(), within(1e-5f));
            assertThat(eager.average(0)).containsExactly(compiled.average(0), within(1e-5f));
        }
    }

    @Test
    void itsLossAloneIsThatOfATrainingStep() {
        LossFunctionTest.assertEqual(block(), Toys.regression(PLANE), Rules.standard());
    }

    @Test
    void shardsOfItAreRefusedBeforeTraining() {
        ToyExperiment toy = new ToyExperiment();
        toy.network = Named.class;
        assertThatCode(toy::blueprint).doesNotThrowAnyException();
        toy.shards = 2;
        assertThatThrownBy(toy::blueprint)
                .hasMessageContaining("a network that is a block of DJL cannot be computed in 2 shards")
                .hasMessageContaining("train.shards: 1");
    }

    @Test
    void gradientsAreAccumulated() {
        float[] theta = theta(graph());
        try (TrainingSession eager = session(block(), theta);
                TrainingSession compiled = session(graph(), theta)) {
            MinibatchSlot one = eager.newSlot(BATCH);
            MinibatchSlot two = compiled.newSlot(BATCH);
            for (int part = 0; part < 3; part++) {
                Toys.fill(one, part);
                Toys.fill(two, part);
                eager.accumulate(one, part == 0);
                compiled.accumulate(two, part == 0);
            }
            assertThat(eager.gradient()).containsExactly(compiled.gradient(), within(1e-5f));
            assertThat(eager.gradientNorm()).isCloseTo(compiled.gradientNorm(), within(1e-5));
            eager.update(1.0 / 3, 1e-2);
            compiled.update(1.0 / 3, 1e-2);
            assertThat(eager.parameters()).containsExactly(compiled.parameters(), within(1e-5f));
        }
    }

    @Test
    void aWayThatTheGarbageCollectorInterruptsIsGoneOnceMore() {
        AtomicInteger calls = new AtomicInteger();
        Graph network = NetworkBuilder.graphOf(
                new Architecture(() -> new Field(new SequentialBlock()
                        .add(Linear.builder().setUnits(2).build())
                        .add(list -> {
                            if (calls.getAndIncrement() == 0) {
                                System.gc();
                            }
                            return list;
                        }))),
                PLANE);
        try (TrainingSession session = session(network, theta(network))) {
            MinibatchSlot slot = session.newSlot(BATCH);
            Toys.fill(slot, 0);
            calls.set(0);
            session.step(slot, 1e-2);
            assertThat(session.gradientNorm()).isFinite();
        }
        assertThat(calls).hasValueGreaterThanOrEqualTo(2);
    }

    @Test
    void aLossThatIsNotFiniteChangesNothing() {
        float[] theta = theta(graph());
        try (TrainingSession eager = session(block(), theta)) {
            MinibatchSlot slot = eager.newSlot(BATCH);
            Toys.fill(slot, 0);
            slot.floats("target").put(0, Float.NaN);
            eager.step(slot, 1e-2);
            assertThat(eager.skipped()).isEqualTo(1);
            assertThat(eager.parameters()).containsExactly(theta);
        }
    }

    @Test
    void nothingIsLeftBehindByAStep() {
        try (TrainingSession eager = session(block(), theta(block()))) {
            MinibatchSlot slot = eager.newSlot(BATCH);
            Toys.fill(slot, 0);
            eager.step(slot, 1e-2);
            int before = eager.liveArrays();
            for (int step = 0; step < 3; step++) {
                eager.step(slot, 1e-2);
            }
            assertThat(eager.liveArrays()).isEqualTo(before);
        }
    }

    @Test
    void itIsAppliedAndDifferentiatedByTheStateAsTheGraphIs() {
        float[] theta = theta(graph());
        try (NetworkFunction eager = new NetworkFunction(engine, NetworkProgram.of(block(), Precision.FLOAT32), theta);
                NetworkFunction compiled =
                        new NetworkFunction(engine, NetworkProgram.of(graph(), Precision.FLOAT32), theta);
                NDManager manager = engine.newManager()) {
            NDArray x = manager.create(new float[] {0.5f, -1, 2, 0.25f}, new Shape(2, 2));
            NDArray weights = manager.create(new float[] {1, 0.5f, -1, 2}, new Shape(2, 2));
            assertThat(eager.apply(x, 0.3, null).toFloatArray())
                    .containsExactly(compiled.apply(x, 0.3, null).toFloatArray(), within(1e-5f));
            NDList one = eager.calls(manager, null).pullback(0, x, 0.3, weights);
            NDList two = compiled.calls(manager, null).pullback(0, x, 0.3, weights);
            for (int i = 0; i < 2; i++) {
                assertThat(one.get(i).getManager()).isSameAs(manager);
                assertThat(one.get(i).toFloatArray()).containsExactly(two.get(i).toFloatArray(), within(1e-5f));
            }
            assertThat(x.toFloatArray()).containsExactly(0.5f, -1, 2, 0.25f);
        }
    }

    @Test
    void aBlockThatKeepsMoreThanParametersIsRefused() {
        Architecture wrong = new Architecture(() -> new Field(new SequentialBlock()
                .add(BatchNorm.builder().build())
                .add(Linear.builder().setUnits(2).build())));
        assertThatThrownBy(() -> NetworkBuilder.graphOf(wrong, PLANE))
                .hasMessageContaining("kept beside the parameters, as batch norm does");
    }

    @Test
    void aLossThatDifferentiatesTheNetworkCannotTrainIt() {
        ProgramBuilder loss = new ProgramBuilder(
                List.of(
                        InputSpec.floats("xt", PLANE.sample().batched()),
                        InputSpec.floats("t", dev.rheo.api.graph.Shape.batch())),
                PLANE.headShapes());
        Value x = loss.input("xt");
        Value out = loss.network(x, loss.input("t"), null).get(0);
        Graph matching = loss.build(loss.mean(loss.square(loss.gradient(loss.sum(out), x))));
        assertThat(EagerStep.problem(block(), matching))
                .hasValueSatisfying(why -> assertThat(why).contains("differentiates the network by its inputs"));
        assertThat(EagerStep.problem(graph(), matching)).isEmpty();
        assertThat(EagerStep.problem(block(), Toys.regression(PLANE))).isEmpty();
    }
}
