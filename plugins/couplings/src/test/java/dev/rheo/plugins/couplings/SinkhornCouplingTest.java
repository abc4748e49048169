package dev.rheo.plugins.couplings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rheo.api.component.Problems;
import dev.rheo.api.component.TraitNames;
import dev.rheo.api.component.Traits;
import dev.rheo.api.coupling.CouplingException;
import dev.rheo.api.coupling.Pairing;
import dev.rheo.api.random.RandomStreams;
import dev.rheo.plugins.couplings.SinkhornCoupling.Pairs;
import dev.rheo.plugins.couplings.SinkhornCoupling.Unconverged;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class SinkhornCouplingTest {
    private final RandomGenerator random = new RandomStreams(1).at("test", 0).generator(0);

    @Test
    void sigmaMeansTwiceItsSquare() {
        assertThat(config(null, 0.5).lambda()).isEqualTo(0.5);
        assertThat(config(0.3, null).lambda()).isEqualTo(0.3);
    }

    @Test
    void asksForOneRegularization() {
        assertThat(problems(config(null, null))).singleElement().asString().startsWith("regularization:");
    }

    @Test
    void refusesTwoRegularizations() {
        assertThat(problems(config(1.0, 1.0))).singleElement().asString().startsWith("sigma:");
    }

    @Test
    void isContentWithEither() {
        assertThat(problems(config(1.0, null))).isEmpty();
        assertThat(problems(config(null, 1.0))).isEmpty();
    }

    @Test
    void reportsAPlanThatDidNotConvergeIfAskedTo() {
        Pairing pairs = stoppedAtOnce(Unconverged.REPORT).pair(TestBatches.eightGaussiansToMoons(64, 1), random);

        assertThat(pairs.plan().converged()).isFalse();
        assertThat(pairs.plan().marginalError()).isGreaterThan(1e-9);
        assertThat(pairs.size()).isEqualTo(64);
    }

    @Test
    void refusesAPlanThatDidNotConvergeOtherwise() {
        assertThatThrownBy(
                        () -> stoppedAtOnce(Unconverged.REFUSE).pair(TestBatches.eightGaussiansToMoons(64, 1), random))
                .isInstanceOf(CouplingException.class)
                .hasMessageContaining("did not converge");
    }

    private static SinkhornCoupling stoppedAtOnce(Unconverged unconverged) {
        return new SinkhornCoupling(new SinkhornCoupling.Config(
                0.05, null, 1e-9, 1, false, Pairs.ROW_CONDITIONAL, unconverged, Transport.USUAL));
    }

    @Test
    void claimsAnEntropicPlan() {
        assertThat(config(1.0, null).traits().provided())
                .extracting(Traits.Provision::trait)
                .containsExactly(TraitNames.COUPLING_ENTROPIC, TraitNames.COUPLING_WHOLE_BATCH);
    }

    private static SinkhornCoupling.Config config(Double regularization, Double sigma) {
        return new SinkhornCoupling.Config(
                regularization, sigma, 1e-6, 1000, false, Pairs.ROW_CONDITIONAL, Unconverged.REFUSE, Transport.USUAL);
    }

    private static List<String> problems(SinkhornCoupling.Config config) {
        List<String> found = new ArrayList<>();
        config.check(new Problems() {
            @Override
            public void error(String option, String problem, String remedy) {
                found.add(option + ": " + problem + "; " + remedy);
            }

            @Override
            public void warning(String option, String problem, String remedy) {
                found.add(option + ": warning");
            }
        });
        return found;
    }
}
