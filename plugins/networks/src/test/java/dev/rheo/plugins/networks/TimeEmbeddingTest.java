package dev.rheo.plugins.networks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rheo.api.component.Problems;
import dev.rheo.plugins.networks.TimeEmbedding.Kind;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimeEmbeddingTest {
    private static List<String> errors(Kind kind, int width) {
        List<String> errors = new ArrayList<>();
        Problems problems = new Collected(errors);
        TimeEmbedding time = new TimeEmbedding(kind, width, 2);
        new Mlp.Config(64, 3, Activation.SILU, 32, false, time).check(problems);
        List<String> ofMlp = List.copyOf(errors);
        errors.clear();
        new ResidualMlp.Config(64, 3, 1, Activation.SILU, new Features(0, 1), time).check(problems);
        assertThat(errors).isEqualTo(ofMlp);
        return errors;
    }

    @Test
    void wavesComeInPairs() {
        assertThat(errors(Kind.SINUSOIDAL, 7))
                .containsExactly("timeWidth: half of the numbers are cosines and half are sines, so 7 cannot be;"
                        + " choose an even number, for example 8");
        assertThat(errors(Kind.FOURIER, 7)).hasSize(1);
        assertThat(errors(Kind.FOURIER, 8)).isEmpty();
    }

    @Test
    void rawTimeHasNoWidth() {
        assertThat(errors(Kind.RAW, 7)).isEmpty();
    }
}
