package dev.rheo.runtime.engine;

import dev.rheo.api.graph.GraphBuilder;
import dev.rheo.api.graph.Shape;
import dev.rheo.api.graph.Value;
import dev.rheo.api.test.Lab;
import dev.rheo.api.test.Specimen;
import dev.rheo.api.test.Specimen.Differentiation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OperationDerivativesTest {
    @Test
    void firstLight() {
        GraphBuilder g = new GraphBuilder();
        Value x = g.input("x", Shape.batch(3));
        Value w = g.input("w", Shape.of(2, 3));
        Value y = g.tanh(g.linear(x, w, null));
        Value d = g.gradient(y, x);
        try (Specimen s = Lab.open().compile(g.build(y, d), Lab.Precision.FLOAT64)) {
            Map<String, double[]> v = new HashMap<>();
            v.put("x", new double[] {1, 2, 3, .4, .5, .6});
            v.put("w", new double[] {.1, .2, .3, .4, .5, .6});
            System.out.println(java.util.Arrays.deepToString(s.run(v, 2).toArray()));
            System.out.println(s.gradient(Differentiation.OWN, v, 2, List.of("x", "w")).values().stream()
                    .map(java.util.Arrays::toString)
                    .toList());
            System.out.println(s.gradient(Differentiation.TORCH_AUTOGRAD, v, 2, List.of("x", "w")).values().stream()
                    .map(java.util.Arrays::toString)
                    .toList());
        }
    }
}
