package dev.rheo.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.rheo.api.graph.Graph;
import dev.rheo.api.random.RandomStreams;
import dev.rheo.runtime.program.Rules;
import dev.rheo.runtime.program.RulesUnderTest;
import dev.rheo.runtime.program.StepProgram;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A minibatch in shards is the minibatch. */
@Timeout(120)
class ShardsTest {
    private static final Graph NETWORK = Toys.mlp(2, 8);
    private static final double RATE = 0.01;
    private static final int BATCH = 16;
    private static TorchEngine engine;

    @BeforeAll
    static void start() {
        engine = TorchEngine.start();
        engine.enterThread(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 4, 16})
    void stepsInShardsAreThoseOfTheWholeUpToRounding(int count) {
        try (TrainingSession whole = session(1, Rules.standard());
                TrainingSession shards = session(count, Rules.standard())) {
            assertSame(whole, shards);
        }
    }

    @Test
    void theFallbackOnAutogradComputesThemToo() {
        try (TrainingSession whole = session(1, Rules.standard());
                TrainingSession shards = session(2, RulesUnderTest.without("selu"))) {
            assertSame(whole, shards);
        }
    }

    @Test
    void theUndividedGradientIsAtHandForComparison() {
        try (TrainingSession session = session(4, Rules.standard())) {
            MinibatchSlot slot = slot(session, 0);
            session.accumulate(slot, true);
            float[] joint = session.gradient();

            assertThat(session.shards()).isEqualTo(4);
            assertThat(session.undivided(slot)).containsExactly(joint, within(1e-7f));
        }
    }

    @Test
    void sumsOfGradientsAreThoseOfTheWhole() {
        try (TrainingSession whole = session(1, Rules.standard());
                TrainingSession shards = session(2, Rules.standard())) {
            for (TrainingSession session : new TrainingSession[] {whole, shards}) {
                session.accumulate(slot(session, 0), true); // forgotten by the next
                session.accumulate(slot(session, 1), true);
                session.accumulate(slot(session, 2), false);
            }
            assertThat(shards.gradient()).containsExactly(whole.gradient(), within(1e-7f));
            assertThat(shards.gradientNorm()).isCloseTo(whole.gradientNorm(), within(1e-6));
            whole.update(0.5, RATE);
            shards.update(0.5, RATE);
            assertClose(shards.parameters(), whole.parameters());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 13})
    void aShardThatIsNotFiniteSpoilsTheStepAndNothingElse(int row) {
        try (TrainingSession session = session(2, Rules.standard())) {
            session.step(slot(session, 0), RATE);
            float[] theta = session.parameters();
            MinibatchSlot slot = slot(session, 1);
            slot.floats("target").put(2 * row, Float.POSITIVE_INFINITY);
            session.step(slot, RATE);

            assertThat(session.skipped()).isEqualTo(1);
            assertThat(session.loss()).isInfinite();
            assertThat(session.parameters()).isEqualTo(theta);
            session.step(slot(session, 2), RATE);
            assertThat(session.skipped()).isEqualTo(1);
            assertThat(session.parameters()).isNotEqualTo(theta);
        }
    }

    @Test
    void equalRunsGiveEqualBits() {
        assertThat(trained()).isEqualTo(trained());
    }

    @Test
    void rowsThatCannotBeDividedAreRefused() {
        try (TrainingSession session = session(3, Rules.standard())) {
            assertThatThrownBy(() -> session.newSlot(BATCH))
                    .hasMessageContaining("16 rows")
                    .hasMessageContaining("3");
        }
    }

    /** On autograd results are arrays of the session; else the engine counts them and nothing here can. */
    @Test
    void manyStepsKeepNoArrays() {
        try (TrainingSession session = session(2, RulesUnderTest.without("selu"))) {
            MinibatchSlot slot = slot(session, 0);
            session.step(slot, RATE);
            int live = session.liveArrays();
            for (int step = 0; step < 1_000; step++) {
                session.step(slot, RATE);
                if (step % 100 == 0) {
                    session.loss();
                }
            }
            assertThat(session.liveArrays()).isEqualTo(live);
        }
    }

    @Test
    void aStepInTwoCallsHasTheBitsOfAFusedOne() {
        try (TrainingSession fused = session(2, Rules.standard());
                TrainingSession split = session(2, Rules.standard())) {
            for (int step = 0; step < 5; step++) {
                fused.step(slot(fused, step), RATE);
                split.accumulate(slot(split, step), true);
                split.update(1, RATE);
            }
            assertThat(split.parameters()).isEqualTo(fused.parameters());
        }
    }

    private static void assertSame(TrainingSession whole, TrainingSession shards) {
        for (int step = 0; step < 5; step++) {
            whole.step(slot(whole, step), RATE);
            shards.step(slot(shards, step), RATE);
            assertThat(shards.loss()).isCloseTo(whole.loss(), within(1e-6));
            assertThat(shards.gradientNorm()).isCloseTo(whole.gradientNorm(), within(1e-6));
        }
        assertClose(shards.parameters(), whole.parameters());
        assertClose(shards.average(0), whole.average(0));
    }

    private static float[] trained() {
        try (TrainingSession session = session(4, Rules.standard())) {
            for (int step = 0; step < 50; step++) {
                session.step(slot(session, step), RATE);
            }
            return session.parameters();
        }
    }

    private static MinibatchSlot slot(TrainingSession session, long step) {
        MinibatchSlot slot = session.newSlot(BATCH);
        Toys.fill(slot, step);
        return slot;
    }

    private static TrainingSession session(int shards, Rules rules) {
        StepProgram program = Toys.program(Toys.adam(NETWORK, Toys.ADAM), rules);
        float[] theta = InitialParameters.draw(program.layout(), new RandomStreams(7));
        return new TrainingSession(engine, program, new Shards(shards, 1), theta, 0.5, 0.1);
    }

    private static void assertClose(float[] actual, float[] expected) {
        assertThat(actual).containsExactly(expected, within(5e-6f));
    }
}
