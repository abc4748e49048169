package dev.rheo.plugins.autoencoders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rheo.api.data.Points;
import dev.rheo.api.graph.Init;
import dev.rheo.api.graph.ProgramBuilder;
import dev.rheo.api.graph.Shape;
import dev.rheo.api.graph.Value;
import dev.rheo.api.latent.Autoencoder;
import dev.rheo.api.latent.AutoencoderPass;
import dev.rheo.api.latent.FittedAutoencoder;
import dev.rheo.api.latent.TrainedAutoencoder;
import dev.rheo.api.network.NetworkBuilder;
import dev.rheo.api.network.Support;
import dev.rheo.api.optimize.Optimizer;
import dev.rheo.api.random.RandomStreams;
import dev.rheo.testkit.Zoo;
import dev.rheo.testkit.latent.AutoencoderRules;
import dev.rheo.testkit.latent.AutoencoderSubject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Every rule for autoencoders catches the fault it is there for. */
class AutoencoderRulesProofTest {
    @RegisterExtension
    static final Zoo<AutoencoderSubject> ZOO = Zoo.of(Autoencoder.class, AutoencoderRules.all());

    @Test
    void theRightOnesViolateNothing() {
        assertThat(violated(new Fitted())).isEmpty();
        assertThat(violated(new Trained())).isEmpty();
    }

    @Test
    void ae1CatchesADecoderWithoutTheMean() {
        assertThat(violated(new Fitted() {
                    @Override
                    public Map<String, float[]> fit(Points rows, Shape sample, RandomStreams random) {
                        Map<String, float[]> fitted = new HashMap<>(super.fit(rows, sample, random));
                        fitted.put("decoder.mean", new float[rows.dimension()]);
                        return fitted;
                    }
                }))
                .containsExactly("AE1");
    }

    @Test
    void ae2CatchesALatentOfAnotherShapeThanPromised() {
        assertThat(violated(new Fitted() {
                    @Override
                    public Shape latent(Shape sample) {
                        return Shape.of(3);
                    }
                }))
                .contains("AE2");
    }

    @Test
    void ae2CatchesARefusalWithoutARemedy() {
        assertThat(violated(new Fitted() {
                    @Override
                    public Support supports(Shape sample) {
                        return Support.no("no", "");
                    }
                }))
                .contains("AE2");
    }

    @Test
    void ae3CatchesNamesThatChange() {
        AtomicInteger calls = new AtomicInteger();
        assertThat(violated(new Trained() {
                    @Override
                    public Value decode(Shape sample, NetworkBuilder net, Value z) {
                        return net.linear("out" + calls.incrementAndGet(), z, sample.size());
                    }
                }))
                .containsExactly("AE3");
    }

    @Test
    void ae4CatchesANormalisationOverTheBatch() {
        assertThat(violated(new Trained() {
                    @Override
                    public List<Value> encode(Shape sample, NetworkBuilder net, Value x) {
                        return List.of(net.linear("in", net.sub(x, net.mean(x, true, 0)), 2));
                    }
                }))
                .contains("AE4");
    }

    @Test
    void ae5CatchesAFitThatMovesTheRows() {
        assertThat(violated(new Fitted() {
                    @Override
                    public Map<String, float[]> fit(Points rows, Shape sample, RandomStreams random) {
                        rows.values()[0] += 1;
                        return super.fit(rows, sample, random);
                    }
                }))
                .contains("AE5");
    }

    @Test
    void ae5CatchesAParameterWithoutNumbers() {
        assertThat(violated(new Fitted() {
                    @Override
                    public Map<String, float[]> fit(Points rows, Shape sample, RandomStreams random) {
                        Map<String, float[]> fitted = new HashMap<>(super.fit(rows, sample, random));
                        fitted.remove("decoder.components");
                        return fitted;
                    }
                }))
                .contains("AE5");
    }

    @Test
    void ae6CatchesALossThatIsCutOffFromItsParameters() {
        assertThat(violated(new Trained() {
                    @Override
                    public Value loss(ProgramBuilder program, AutoencoderPass pass) {
                        Value loss = super.loss(program, pass);
                        return program.add(program.mul(loss, 0.5), program.detach(program.mul(loss, 0.5)));
                    }
                }))
                .containsExactly("AE6");
    }

    @Test
    void ae7CatchesALossThatDoesNotLookAtWhatIsDecoded() {
        assertThat(violated(new Trained() {
                    @Override
                    public Value loss(ProgramBuilder program, AutoencoderPass pass) {
                        return program.mean(program.square(pass.mean()));
                    }
                }))
                .containsExactly("AE7");
    }

    @Test
    void ae7CatchesALossThatRewardsTheDistance() {
        assertThat(violated(new Trained() {
                    @Override
                    public Value loss(ProgramBuilder program, AutoencoderPass pass) {
                        return program.neg(super.loss(program, pass));
                    }
                }))
                .containsExactly("AE7");
    }

    @Test
    void ae8CatchesATrainingWithoutSteps() {
        assertThat(violated(new Trained() {
                    @Override
                    public int steps() {
                        return 0;
                    }
                }))
                .containsExactly("AE8");
    }

    private static Set<String> violated(Fitted fitted) {
        return ZOO.violated(new AutoencoderSubject(fitted, true, List.of(Shape.of(5))));
    }

    private static Set<String> violated(Trained trained) {
        return ZOO.violated(new AutoencoderSubject(trained, false, List.of(Shape.of(5))));
    }

    /** Two principal components. */
    private static class Fitted implements FittedAutoencoder {
        private final PrincipalComponents right = AutoencoderConformanceTest.pca(2);

        @Override
        public Support supports(Shape sample) {
            return right.supports(sample);
        }

        @Override
        public Shape latent(Shape sample) {
            return right.latent(sample);
        }

        @Override
        public List<Value> encode(Shape sample, NetworkBuilder net, Value x) {
            return right.encode(sample, net, x);
        }

        @Override
        public Value decode(Shape sample, NetworkBuilder net, Value z) {
            return right.decode(sample, net, z);
        }

        @Override
        public Map<String, float[]> fit(Points rows, Shape sample, RandomStreams random) {
            return right.fit(rows, sample, random);
        }
    }

    /** One layer each way. */
    private static class Trained implements TrainedAutoencoder {
        @Override
        public Support supports(Shape sample) {
            return Support.yes();
        }

        @Override
        public Shape latent(Shape sample) {
            return Shape.of(2);
        }

        @Override
        public List<Value> encode(Shape sample, NetworkBuilder net, Value x) {
            return List.of(net.linear("in", x, 2));
        }

        @Override
        public Value decode(Shape sample, NetworkBuilder net, Value z) {
            return net.linear("out", z, sample.size(), Init.torchDefault(2), Init.ZERO);
        }

        @Override
        public Value loss(ProgramBuilder program, AutoencoderPass pass) {
            return program.mean(program.square(program.sub(pass.decoded(), pass.x())));
        }

        @Override
        public int steps() {
            return 1;
        }

        @Override
        public int batch() {
            return 1;
        }

        @Override
        public Optimizer optimizer() {
            return AutoencoderConformanceTest.kl(List.of(4), 1, 0).optimizer();
        }
    }
}
