package dev.rheo.api.optimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rheo.api.graph.Value;
import org.junit.jupiter.api.Test;

class UpdateBuilderTest {
    private final UpdateBuilder update = new UpdateBuilder(10, 6);

    @Test
    void statesKeepTheirOrderAndInitialValues() {
        update.state("velocity", 0);
        update.scalar("count", 1);
        update.assign(update.parameter(), update.gradient());

        assertThat(update.build().states())
                .containsExactly(new Update.State("velocity", true, 0), new Update.State("count", false, 1));
    }

    @Test
    void aRuleThatNeverMovesTheParameterIsRefused() {
        assertThatThrownBy(update::build).hasMessageContaining("never assigns");
    }

    @Test
    void onlyVariablesAreAssignedAndOnlyOnce() {
        Value sum = update.add(update.parameter(), update.gradient());
        assertThatThrownBy(() -> update.assign(sum, update.gradient())).hasMessageContaining("no parameter or state");
        update.assign(update.parameter(), sum);
        assertThatThrownBy(() -> update.assign(update.parameter(), sum)).hasMessageContaining("twice");
    }

    @Test
    void theFusedStepStandsAlone() {
        update.fusedAdam(new Adam(0.9, 0.999, 1e-8, 0, false));
        assertThatThrownBy(() -> update.assign(update.parameter(), update.gradient()))
                .hasMessageContaining("twice");
    }

    @Test
    void decayIsANumberWhereAllOrNoneDecay() {
        assertThat(new UpdateBuilder(4, 4).decay(0.1).shape().rank()).isZero();
        assertThat(new UpdateBuilder(4, 0).decay(0.1).shape().rank()).isZero();
        assertThat(update.decay(0.1).shape().size()).isEqualTo(10);
    }

    @Test
    void onlyNumbersAreTakenToFloat64() {
        assertThat(update.asFloat64(update.learningRate()).shape().rank()).isZero();
        assertThatThrownBy(() -> update.asFloat64(update.gradient())).hasMessageContaining("(10) is not one number");
    }
}
