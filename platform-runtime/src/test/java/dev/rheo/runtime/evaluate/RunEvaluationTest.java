package dev.rheo.runtime.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rheo.api.data.Points;
import dev.rheo.api.data.Rows;
import dev.rheo.api.evaluate.FlowTrace;
import dev.rheo.api.evaluate.LossEstimate;
import dev.rheo.api.random.RandomStreams;
import dev.rheo.runtime.data.PreparedData;
import dev.rheo.runtime.toy.ToyData;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RunEvaluationTest {
    private final RandomStreams random = new RandomStreams(1);
    private final PreparedData data =
            PreparedData.load(new ToyData(new ToyData.Config(100, 3, 1)), random); // 10 held out
    private final AtomicInteger traced = new AtomicInteger();
    private final RunEvaluation evaluation = new RunEvaluation(
            data::heldOut,
            data,
            random,
            this::trace,
            most -> List.of(),
            (rows, divergence) -> new double[rows.points().count()],
            pairs -> new LossEstimate(pairs, 0, pairs, pairs),
            Optional.empty(),
            0);

    @Test
    void theFloorsSampleSharesNoRowWithTheReference() {
        for (int count : new int[] {1, 7, 10, 50}) {
            float[] reference = numbers(evaluation.reference(count));
            float[] floor = numbers(evaluation.floorSample(count).orElseThrow());
            assertThat(reference).hasSize(count).doesNotContain(floor).doesNotHaveDuplicates();
            assertThat(floor).hasSize(count).doesNotHaveDuplicates();
        }
    }

    @Test
    void theReferenceIsHeldOutDataAsLongAsThereIsSome() {
        float[] heldOut = numbers(data.heldOut());
        assertThat(heldOut).contains(numbers(evaluation.reference(10)));
        assertThat(numbers(evaluation.reference(15))).contains(heldOut);
    }

    @Test
    void whereThereIsTooLittleDataThereIsNoFloor() {
        assertThat(evaluation.floorSample(51)).isEmpty();
        assertThat(evaluation.reference(1000).points().count()).isEqualTo(100);
    }

    @Test
    void labelsStayWithTheirRows() {
        Rows all = evaluation.reference(100);
        for (int i = 0; i < 100; i++) {
            assertThat(all.points().at(i, 1)).isEqualTo(1000 + all.labels()[i]);
        }
    }

    @Test
    void theFlowIsFollowedOnceAndOnlyIfAskedFor() {
        evaluation.reference(10);
        assertThat(traced).hasValue(0);
        assertThat(evaluation.flow()).isSameAs(evaluation.flow());
        assertThat(traced).hasValue(2048);
        assertThat(evaluation.flow(2048)).isSameAs(evaluation.flow());
        assertThat(evaluation.flow(10)).isSameAs(evaluation.flow(10));
        assertThat(traced).hasValue(2058);
    }

    private FlowTrace trace(int trajectories) {
        traced.addAndGet(trajectories);
        Points none = new Points(new float[0], 0, 2);
        return new FlowTrace(none, none, 0, 0, none);
    }

    private static float[] numbers(Rows rows) {
        float[] numbers = new float[rows.points().count()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = rows.points().at(i, 0);
        }
        return numbers;
    }
}
