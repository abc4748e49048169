package dev.rheo.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.rheo.api.random.RandomStreams;
import dev.rheo.runtime.program.NetworkProgram;
import dev.rheo.runtime.program.Precision;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class NetworkFunctionTest {
    private static TorchEngine engine;
    private static NetworkFunction function;
    private static NetworkProgram program;

    @BeforeAll
    static void compile() {
        engine = TorchEngine.start();
        engine.enterThread(1);
        program = NetworkProgram.of(Toys.mlp(2, 8), Precision.FLOAT32);
        float[] theta = InitialParameters.draw(program.layout(), new RandomStreams(1));
        function = new NetworkFunction(engine, program, theta);
    }

    @AfterAll
    static void close() {
        function.close();
    }

    @Test
    void theResultBelongsToTheManagerOfTheInput() {
        try (NDManager manager = engine.newManager();
                NDManager scope = manager.newSubManager()) {
            NDArray x = scope.ones(new Shape(3, 2));
            NDArray y = function.apply(x, 0.5, null);

            assertThat(y.getManager()).isSameAs(scope);
            assertThat(y.getShape()).isEqualTo(new Shape(3, 2));
        }
    }

    @Test
    void resultsMayBeChangedInPlaceAndFedBack() {
        try (NDManager manager = engine.newManager()) {
            NDArray x = manager.ones(new Shape(3, 2));
            NDArray y = function.apply(x, 0.5, null);
            y.muli(0.1).addi(x);
            x.addi(function.apply(y, 0.6, null));

            assertThat(x.toFloatArray()).doesNotContain(Float.NaN, 1f);
        }
    }

    @Test
    void theInputIsLeftAsItIs() {
        try (NDManager manager = engine.newManager()) {
            NDArray x = manager.ones(new Shape(3, 2));
            x.setName("points[]");
            function.apply(x, 0.5, null);

            assertThat(x.toFloatArray()).containsOnly(1f);
            assertThat(x.getName()).isEqualTo("points[]");
        }
    }

    @Test
    void hostArraysGiveTheSameNumbers() {
        try (NDManager manager = engine.newManager()) {
            float[] rows = {0.1f, 0.2f, 0.3f, 0.4f};
            float[] expected = function.apply(manager.create(rows, new Shape(2, 2)), 0.25, null)
                    .toFloatArray();

            assertThat(function.apply(rows, 2, new long[] {2}, 0.25, null)).isEqualTo(expected);
        }
    }

    @Test
    void anotherThetaGivesAnotherFunction() {
        float[] theta = InitialParameters.draw(program.layout(), new RandomStreams(1));
        try (NetworkFunction other = new NetworkFunction(engine, program, theta)) {
            other.parameters(new float[theta.length]);

            assertThat(other.apply(new float[] {1, 2}, 1, new long[] {2}, 0.5, null))
                    .containsOnly(0f);
        }
    }

    @Test
    void callsKeepNoArrays() {
        try (NDManager manager = engine.newManager()) {
            NDArray x = manager.ones(new Shape(3, 2));
            int before = function.liveArrays();
            for (int i = 0; i < 1000; i++) {
                function.apply(x, i / 1000.0, null).close();
            }
            assertThat(function.liveArrays()).isEqualTo(before);
            assertThat(manager.getManagedArrays()).hasSize(1);
        }
    }

    @Test
    void valuesDependOnTime() {
        float[] early = function.apply(new float[] {1, 2}, 1, new long[] {2}, 0, null);
        float[] late = function.apply(new float[] {1, 2}, 1, new long[] {2}, 1, null);

        assertThat(early[0]).isNotCloseTo(late[0], within(1e-4f));
    }
}
