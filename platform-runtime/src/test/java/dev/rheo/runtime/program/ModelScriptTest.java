package dev.rheo.runtime.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rheo.api.graph.Graph;
import dev.rheo.api.graph.Init;
import dev.rheo.api.graph.Shape;
import dev.rheo.api.graph.Value;
import dev.rheo.api.network.NetworkBuilder;
import dev.rheo.api.network.NetworkSpec;
import java.util.List;
import org.junit.jupiter.api.Test;

class ModelScriptTest {
    private static final ModelScript.Setting SETTING =
            new ModelScript.Setting(0, 1, 1, new double[] {0}, new double[] {1});

    private static ModelScript script(String... parameters) {
        NetworkBuilder net = new NetworkBuilder(NetworkSpec.of(Shape.of(2)));
        Value sum = net.x();
        for (String name : parameters) {
            sum = net.add(sum, net.parameter(name, Shape.of(2), Init.ZERO));
        }
        Graph graph = net.build(List.of(sum));
        return ModelScript.of(graph, SETTING, null);
    }

    @Test
    void aParameterIsAnAttributeOfTheModulesInItsName() {
        ModuleNode network =
                script("scale", "layers.0.weight", "layers.1.weight").network();
        assertThat(network.parameters()).containsOnlyKeys("scale");
        assertThat(network.children()).containsOnlyKeys("layers");
        ModuleNode layers = network.children().get("layers");
        assertThat(layers.children().get("0").parameters()).containsEntry("weight", 1);
        assertThat(layers.children().get("1").parameters()).containsEntry("weight", 2);
    }

    @Test
    void aWordOfPythonGetsAnUnderscore() {
        ModelScript script = script("in.weight", "lambda");
        assertThat(script.network().children()).containsOnlyKeys("in_");
        assertThat(script.network().parameters()).containsOnlyKeys("lambda_");
        assertThat(script.source()).contains("getattr(getattr(self, \"in_\"), \"weight\")");
    }

    /** They exist in the engine that Rheo brings, not in every PyTorch. */
    @Test
    void largeProductsDoNotCallTheKernelsOfTheEngine() {
        NetworkBuilder net = new NetworkBuilder(NetworkSpec.of(Shape.of(1024)));
        Value h = net.linear("wide", net.x(), 1024);
        Value table = net.parameter("table", Shape.of(1024, 1024), Init.ZERO);
        ModelScript script = ModelScript.of(net.build(List.of(net.matmul(h, table))), SETTING, null);

        assertThat(script.source())
                .contains("torch.linear(", "torch.mm(")
                .doesNotContain("self.linear", "self.product");
    }

    @Test
    void namesThatAModuleCannotHaveAreRefused() {
        for (String name : List.of("a\"b", "a..b", "forward", "training", "layer.training", "ω")) {
            assertThatThrownBy(() -> script(name))
                    .as(name)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("the parameter name '" + name + "'");
        }
        assertThatThrownBy(() -> script("a", "a.b")).hasMessageContaining("'a.b'");
        assertThatThrownBy(() -> script("a.b", "a")).hasMessageContaining("'a'");
        assertThatThrownBy(() -> script("in", "in_")).hasMessageContaining("'in_'");
    }
}
