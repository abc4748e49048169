package dev.rheo.plugins.couplings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rheo.api.component.Problems;
import dev.rheo.api.component.TraitNames;
import dev.rheo.api.component.Traits;
import dev.rheo.plugins.couplings.SinkhornCoupling.Pairs;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SinkhornCouplingTest {
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
    void claimsAnEntropicPlan() {
        assertThat(config(1.0, null).traits().provided())
                .extracting(Traits.Provision::trait)
                .containsExactly(TraitNames.COUPLING_ENTROPIC, TraitNames.COUPLING_WHOLE_BATCH);
    }

    private static SinkhornCoupling.Config config(Double regularization, Double sigma) {
        return new SinkhornCoupling.Config(regularization, sigma, 1e-6, 1000, false, Pairs.ROW_CONDITIONAL);
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
