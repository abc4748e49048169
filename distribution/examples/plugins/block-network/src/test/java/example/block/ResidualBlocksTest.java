package example.block;

import dev.rheo.api.graph.Shape;
import dev.rheo.api.network.Labels;
import dev.rheo.api.network.NetworkSpec;
import dev.rheo.testkit.Conformance;
import dev.rheo.testkit.Rule;
import dev.rheo.testkit.network.NetworkRules;
import dev.rheo.testkit.network.NetworkSubject;
import java.util.List;

class ResidualBlocksTest extends Conformance<NetworkSubject> {
    private static final NetworkSpec POINTS = NetworkSpec.of(Shape.of(3));

    @Override
    protected List<Rule<NetworkSubject>> rules() {
        return NetworkRules.ofBlocks();
    }

    @Override
    protected List<Subject<NetworkSubject>> subjects() {
        ResidualBlocks.Config config = new ResidualBlocks.Config(5, 2);
        return List.of(new Subject<>(
                "width 5, depth 2",
                new NetworkSubject(
                        new ResidualBlocks(config),
                        config.traits(),
                        false,
                        spec -> (3 + 1 + 1) * 5 + 2 * (2 * 5 + 2 * (5 + 1) * 5) + (5 + 1) * 3,
                        List.of(POINTS, POINTS.with(Labels.classes(3, false)), NetworkSpec.of(Shape.of(1, 2, 2))))));
    }
}
