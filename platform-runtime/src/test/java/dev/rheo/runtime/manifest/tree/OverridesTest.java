package dev.rheo.runtime.manifest.tree;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rheo.runtime.diagnostic.Diagnostic;
import dev.rheo.runtime.diagnostic.SourceText;
import dev.rheo.runtime.manifest.tree.ManifestNode.Mapping;
import dev.rheo.runtime.manifest.tree.ManifestNode.Scalar;
import dev.rheo.runtime.manifest.tree.ManifestNode.Sequence;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OverridesTest {
    private static final String MANIFEST = """
            path: linear
            coupling: {type: sinkhorn, regularisation: 2}
            train: {steps: 10}
            evaluate: [wasserstein, {type: mmd, bandwidth: 1}]
            trackers: {type: jsonl}
            """;

    private final List<Diagnostic> diagnostics = new ArrayList<>();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "train.steps=20                | train         | {steps: 20}",
                "train.optimizer.rate=1e-3     | train         | {steps: 10, optimizer: {rate: 1e-3}}",
                "path.sigma=0.1                | path          | {type: linear, sigma: 0.1}",
                "path=cond-ot                  | path          | cond-ot",
                "coupling=independent          | coupling      | independent",
                "coupling=sinkhorn             | coupling      | {type: sinkhorn, regularisation: 2}",
                "coupling.type=minibatch-ot    | coupling      | {type: minibatch-ot}",
                "coupling={type: x, y: [1, 2]} | coupling      | {type: x, y: [1, 2]}",
                "evaluate.1.bandwidth=3        | evaluate      | [wasserstein, {type: mmd, bandwidth: 3}]",
                "evaluate.0.p=1                | evaluate      | [{type: wasserstein, p: 1}, {type: mmd, bandwidth: 1}]",
                "evaluate=mmd                  | evaluate      | mmd",
                "trackers.0.file=a.b=c         | trackers      | {type: jsonl, file: a.b=c}",
                "seed=                         | seed          | ''",
                "new.a.b=1                     | new           | {a: {b: 1}}"
            })
    void an_override_is_laid_over_the_manifest(String override, String key, String expected) {
        Mapping root =
                (Mapping) YamlReader.read(SourceText.file("m.yaml", Path.of("/work"), MANIFEST), diagnostics::add)
                        .orElseThrow();
        Mapping result = Overrides.apply(root, List.of(override), Path.of("/elsewhere"), diagnostics::add);
        assertThat(diagnostics).isEmpty();
        assertThat(flow(result.entries().get(key).value())).isEqualTo(expected);
    }

    private static String flow(ManifestNode node) {
        if (node instanceof Mapping mapping) {
            return mapping.entries().entrySet().stream()
                    .map(entry -> entry.getKey() + ": " + flow(entry.getValue().value()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        if (node instanceof Sequence sequence) {
            return sequence.items().stream().map(OverridesTest::flow).collect(Collectors.joining(", ", "[", "]"));
        }
        return ((Scalar) node).text();
    }
}
