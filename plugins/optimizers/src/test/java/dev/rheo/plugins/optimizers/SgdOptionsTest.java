package dev.rheo.plugins.optimizers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rheo.api.component.Problems;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SgdOptionsTest {
    private static List<String> errors(Sgd.Config config) {
        List<String> errors = new ArrayList<>();
        config.check(new Problems() {
            @Override
            public void error(String option, String problem, String remedy) {
                errors.add(option + ": " + problem + "; " + remedy);
            }

            @Override
            public void warning(String option, String problem, String remedy) {
                throw new AssertionError(problem);
            }
        });
        return errors;
    }

    @Test
    void nesterovNeedsMomentum() {
        assertThat(errors(new Sgd.Config(1e-2, 0, 0, true, 0)))
                .containsExactly("nesterov: there is no momentum to look ahead by;"
                        + " set momentum above 0 (0.9 is common), or nesterov to false");
        assertThat(errors(new Sgd.Config(1e-2, 0.9, 0, true, 0))).isEmpty();
        assertThat(errors(new Sgd.Config(1e-2, 0, 0, false, 0))).isEmpty();
    }
}
