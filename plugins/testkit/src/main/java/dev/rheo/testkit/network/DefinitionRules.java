package dev.rheo.testkit.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rheo.api.graph.Graph;
import dev.rheo.api.network.NetworkBuilder;
import dev.rheo.api.network.NetworkSpec;
import dev.rheo.api.network.Support;
import java.util.List;
import java.util.Objects;

/** Rules on how a network is written down. */
final class DefinitionRules {
    private DefinitionRules() {}

    /** What identifies a checkpoint, and what draws the first θ. */
    private record Signature(String name, String shape, String init, boolean decayed) {}

    private static List<Signature> signature(Graph graph) {
        return graph.parameters().stream()
                .map(p -> new Signature(p.name(), p.shape().toString(), p.init().toString(), p.decayed()))
                .toList();
    }

    static void deterministic(NetworkSubject subject) {
        for (NetworkSpec spec : subject.supported()) {
            Graph first = NetworkBuilder.graphOf(subject.architecture(), spec);
            Graph second = NetworkBuilder.graphOf(subject.architecture(), spec);
            assertThat(signature(second))
                    .as("parameters of " + spec + ", asked twice")
                    .isEqualTo(signature(first));
            assertThat(text(second))
                    .as("operations of " + spec + ", asked twice")
                    .isEqualTo(text(first));
        }
    }

    private static List<String> text(Graph graph) {
        return graph.nodes().stream().map(Object::toString).toList();
    }

    static void supported(NetworkSubject subject) {
        for (NetworkSpec spec : subject.specs()) {
            Support answer = subject.architecture().supports(spec);
            assertThat(subject.architecture().supports(spec))
                    .as("support, asked twice")
                    .isEqualTo(answer);
            if (answer instanceof Support.No no) {
                assertThat(no.why()).as("why " + spec + " is not supported").isNotBlank();
                assertThat(no.remedy()).as("what to do about it").isNotBlank();
            } else {
                NetworkBuilder.graphOf(subject.architecture(), spec); // throws if it has other heads than asked for
            }
        }
    }

    static void parameterCount(NetworkSubject subject) {
        for (NetworkSpec spec : subject.supported()) {
            assertThat(NetworkBuilder.graphOf(subject.architecture(), spec).parameterCount())
                    .as("parameters of " + spec)
                    .isEqualTo(Objects.requireNonNull(subject.parameterCount()).applyAsLong(spec));
        }
    }
}
