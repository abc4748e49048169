package example.swiglu;

import dev.rheo.api.graph.Shape;
import dev.rheo.api.network.Labels;
import dev.rheo.api.network.NetworkSpec;
import dev.rheo.testkit.Conformance;
import dev.rheo.testkit.Rule;
import dev.rheo.testkit.network.NetworkRules;
import dev.rheo.testkit.network.NetworkSubject;
import java.util.List;

class SwigluMlpTest extends Conformance<NetworkSubject> {
    private static final NetworkSpec POINTS = NetworkSpec.of(Shape.of(3));
    private static final List<NetworkSpec> SPECS =
            List.of(POINTS, POINTS.with(Labels.classes(3, true)), NetworkSpec.of(Shape.of(1, 2, 2)));

    @Override
    protected List<Rule<NetworkSubject>> rules() {
        return NetworkRules.all();
    }

    @Override
    protected List<Subject<NetworkSubject>> subjects() {
        return List.of(subject(6, 1, 1), subject(5, 2, 1.5));
    }

    private static Subject<NetworkSubject> subject(int width, int depth, double expansion) {
        SwigluMlp.Config config = new SwigluMlp.Config(width, depth, expansion);
        return new Subject<>(
                "width " + width + ", depth " + depth,
                new NetworkSubject(new SwigluMlp(config), config.traits(), true, spec -> parameters(spec, config), SPECS));
    }

    /** By hand: time, label, first layer; modulation, gate, up, down of each block; norm, head. */
    private static long parameters(NetworkSpec spec, SwigluMlp.Config config) {
        long w = config.width();
        long m = config.inner();
        long d = spec.sample().size();
        long label = spec.labels() instanceof Labels.Classes classes ? classes.rows() * w : 0;
        long block = 3 * w * (w + 1) + 2 * m * (w + 1) + w * (m + 1);
        return 33 * w + label + (d + 1) * w + config.depth() * block + 2 * w + (w + 1) * d;
    }
}
