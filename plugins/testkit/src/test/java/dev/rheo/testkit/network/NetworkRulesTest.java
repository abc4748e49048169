package dev.rheo.testkit.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rheo.api.component.TraitNames;
import dev.rheo.api.component.Traits;
import dev.rheo.api.graph.Dtype;
import dev.rheo.api.graph.Init;
import dev.rheo.api.graph.Shape;
import dev.rheo.api.graph.Value;
import dev.rheo.api.network.Labels;
import dev.rheo.api.network.NetworkArchitecture;
import dev.rheo.api.network.NetworkBuilder;
import dev.rheo.api.network.NetworkSpec;
import dev.rheo.api.network.Support;
import dev.rheo.testkit.Zoo;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A right network passes every rule; each wrong one, right but for one thing, violates the one rule that names it. */
class NetworkRulesTest {
    @RegisterExtension
    static final Zoo<NetworkSubject> ZOO = Zoo.of(NetworkArchitecture.class, NetworkRules.all());

    private static final Traits SMOOTH = Traits.of(TraitNames.NETWORK_SMOOTH);
    private static final NetworkSpec SPEC = NetworkSpec.of(Shape.of(2)).with(Labels.classes(2, true));

    /** out(tanh(in [x, t, label])), with a place to go wrong at each stage. */
    private static class Small implements NetworkArchitecture {
        @Override
        public Support supports(NetworkSpec spec) {
            return spec.sample().rank() == 1 ? Support.yes() : Support.no("it is for vectors", "choose a U-Net");
        }

        @Override
        public List<Value> define(NetworkSpec spec, NetworkBuilder net) {
            Value features = net.cat(1, net.x(), time(net), net.embedding("label", labels(net), rows(), 2));
            Value h = between(net, act(net, net.linear("in", features, 5)));
            Init init = zero() ? Init.ZERO : Init.torchDefault(5);
            return List.of(net.linear("out", h, spec.sample().size(), init, init));
        }

        Value time(NetworkBuilder net) {
            return net.unsqueeze(net.t(), 1);
        }

        Value labels(NetworkBuilder net) {
            return net.labels();
        }

        long rows() {
            return 3;
        }

        Value act(NetworkBuilder net, Value x) {
            return net.tanh(x);
        }

        Value between(NetworkBuilder net, Value h) {
            return h;
        }

        boolean zero() {
            return true;
        }
    }

    private static NetworkSubject subject(NetworkArchitecture network, Traits traits) {
        return new NetworkSubject(
                network,
                traits,
                true,
                spec -> 3 * 2 + 5 * (2 + 1 + 2 + 1) + (5 + 1) * 2,
                List.of(SPEC, NetworkSpec.of(Shape.of(1, 2, 2))));
    }

    private static Set<String> violated(NetworkArchitecture network) {
        return ZOO.violated(subject(network, SMOOTH));
    }

    @Test
    void aRightNetworkViolatesNothing() {
        assertThat(violated(new Small())).isEmpty();
    }

    @Test
    void aNetworkThatSupportsNothingItIsAskedForViolatesNothing() {
        NetworkSubject images =
                new NetworkSubject(new Small(), SMOOTH, true, null, List.of(NetworkSpec.of(Shape.of(1, 2, 2))));
        assertThat(ZOO.violated(images)).isEmpty();
    }

    @Test
    void a1NamesAFieldThatDoesNotBeginAtZero() {
        assertThat(violated(new Small() {
                    @Override
                    boolean zero() {
                        return false;
                    }
                }))
                .containsExactly("A1");
    }

    @Test
    void a5NamesAGradientCutOff() {
        assertThat(violated(new Small() {
                    @Override
                    Value between(NetworkBuilder net, Value h) {
                        return net.add(h, net.detach(net.mul(h, 0.5)));
                    }
                }))
                .containsExactly("A5");
    }

    @Test
    void a6NamesANetworkThatIgnoresTime() {
        assertThat(violated(new Small() {
                    @Override
                    Value time(NetworkBuilder net) {
                        return net.mul(net.unsqueeze(net.t(), 1), 0);
                    }
                }))
                .containsExactly("A6");
    }

    @Test
    void a10NamesBatchNormalisation() {
        assertThat(violated(new Small() {
                    @Override
                    Value between(NetworkBuilder net, Value h) {
                        return net.sub(h, net.mul(net.mean(h, true, 0), 0.5));
                    }
                }))
                .containsExactly("A10");
    }

    @Test
    void na1NamesADefinitionThatCountsItsCalls() {
        AtomicInteger calls = new AtomicInteger();
        assertThat(violated(new Small() {
                    @Override
                    Value between(NetworkBuilder net, Value h) {
                        return net.mul(h, 1 + calls.incrementAndGet());
                    }
                }))
                .containsExactly("NA1");
    }

    @Test
    void na2NamesANullClassThatIsAClass() {
        assertThat(violated(new Small() {
                    @Override
                    Value labels(NetworkBuilder net) {
                        // min(label, 1) in whole numbers: the null class 2 reads the row of class 1.
                        return net.typed(Dtype.INT64, "clamp", net.labels().shape(), net.labels(), 0, 1);
                    }
                }))
                .containsExactly("NA2");
    }

    @Test
    void na3NamesARowTooMany() {
        assertThat(violated(new Small() {
                    @Override
                    long rows() {
                        return 4;
                    }
                }))
                .containsExactly("NA3");
    }

    @Test
    void na4NamesReluThatClaimsToBeSmooth() {
        assertThat(violated(new Small() {
                    @Override
                    Value act(NetworkBuilder net, Value x) {
                        return net.relu(x);
                    }
                }))
                .containsExactly("NA4");
    }

    @Test
    void na4NamesASmoothNetworkThatDoesNotSayIt() {
        assertThat(ZOO.violated(subject(new Small(), Traits.NONE))).containsExactly("NA4");
    }

    @Test
    void na5NamesARefusalWithoutAReason() {
        assertThat(violated(new Small() {
                    @Override
                    public Support supports(NetworkSpec spec) {
                        return spec.sample().rank() == 1 ? Support.yes() : Support.no("", "");
                    }
                }))
                .containsExactly("NA5");
    }

    @Test
    void na6NamesAnOverflow() {
        assertThat(violated(new Small() {
                    @Override
                    Value between(NetworkBuilder net, Value h) {
                        Value far = net.exp(net.mul(net.sum(net.square(net.x()), true, 1), 1.0));
                        return net.add(h, net.mul(net.log(far), 1e-3));
                    }
                }))
                .containsExactly("NA6");
    }
}
