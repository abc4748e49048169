package dev.rheo.runtime.manifest.describe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rheo.runtime.manifest.Binder;
import dev.rheo.runtime.manifest.Golden;
import dev.rheo.runtime.manifest.Schemas;
import dev.rheo.runtime.manifest.TestCatalogue;
import dev.rheo.runtime.plugin.Catalogue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class DescriptionTest {
    private final Catalogue catalogue = TestCatalogue.healthy();
    private final Schemas schemas = new Schemas();

    private ComponentDescription describe(String kind, String name) {
        return ComponentDescription.of(
                catalogue.find(catalogue.kind(kind).orElseThrow(), name).orElseThrow(),
                schemas,
                new Binder(catalogue, schemas));
    }

    @ParameterizedTest
    @CsvSource({"path, cond-ot", "network, mlp", "data, csv", "solver, euler-maruyama", "metric, wasserstein"})
    void a_component_is_described_in_full(String kind, String name) {
        Golden.check("describe-" + name + ".txt", DescriptionText.render(describe(kind, name)));
    }

    @Test
    void components_are_listed_in_the_hosts_order() {
        Golden.check("components.txt", ComponentTable.of(catalogue, null).text());
        assertThat(ComponentTable.of(catalogue, catalogue.kind("solver").orElseThrow())
                        .rows())
                .extracting(ComponentTable.Row::name)
                .containsExactly("dopri5", "euler-maruyama");
    }

    @Test
    void both_are_json() {
        String description = JsonMapper.shared().writeValueAsString(describe("path", "cond-ot"));
        assertThat(description)
                .contains(
                        "\"kind\":\"path\"",
                        "\"defaultValue\":\"0\"",
                        "\"range\":\"[0, 1)\"",
                        "\"trait\":\"dynamics.score\"");
        assertThat(JsonMapper.shared().writeValueAsString(ComponentTable.of(catalogue, null)))
                .startsWith("{\"rows\":[{\"kind\":\"path\",\"name\":\"cond-ot\"");
    }
}
