package dev.rheo.runtime.check;

import dev.rheo.runtime.manifest.Golden;
import dev.rheo.runtime.manifest.TestCatalogue;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The full text that a user reads, for every sort of mistake. */
class DiagnosticsGoldenTest {
    @TempDir
    Path directory;

    @Test
    void many_mistakes_are_reported_at_once() {
        Golden.check(
                "many-problems.txt",
                new Manifests(directory).file("digits.yaml", """
                rheo: 1
                name: di/gits
                sede: 42
                steps: 100
                data: {type: csv, labelColumn: 64}
                path:
                  type: linear
                  sigmamin: 0.1
                  sigma: -0.5
                coupling: {type: minibatch-ot, withinLabels: yes, solver: asignment}
                timesteps:
                network: {type: mlp, widths: [64, wide, 1_000], time: {size: 31.5}}
                objective: {type: flow-matching, predict: velocty}
                train: {batch: 0, steps: 1e3, ema: 1.5, optimizer: {learningRate: "1e-3"}}
                sample: {solver: {type: dopri5, rtol: 0.5, atol: .inf}, count: 99999999999}
                evaluate: [wasserstein, {projections: 512}, {type: sliced-wasserstien}]
                trackers: {type: [jsonl]}
                """).text("digits.yaml"));
    }

    @Test
    void an_extended_file_keeps_its_own_marks() {
        Golden.check(
                "extends.txt",
                new Manifests(directory)
                        .file("base/common.yaml", """
                        rheo: 1
                        data: moons
                        path: {type: linear, sigma: -1}
                        network: {type: mlp, width: 3}
                        """)
                        .file("mine.yaml", """
                        extends: base/common.yaml
                        name: mine
                        coupling: {type: minibatch-ot, solver: simplex}
                        """)
                        .text("mine.yaml"));
    }

    @Test
    void overrides_point_at_the_argument() {
        Golden.check(
                "overrides.txt",
                new Manifests(directory)
                        .file("m.yaml", Manifests.MINIMAL + "evaluate: [wasserstein]\n")
                        .text(
                                "m.yaml",
                                "path.sigma=-0.1",
                                "pathsigma",
                                "evaluate.2.projections=512",
                                "evaluate.first=wasserstein",
                                "train.setps=3",
                                "network={type: mlp, widths: [}",
                                "coupling=minibatch-to",
                                "train.optimizer.learningRate=fast"));
    }

    @Test
    void an_unknown_component_mentions_rejected_plugins() {
        Golden.check(
                "rejected-plugin.txt",
                new Manifests(directory, TestCatalogue.withRejected())
                        .file(
                                "m.yaml",
                                Manifests.MINIMAL.replace("linear", "acme-curved")
                                        + "plugins: {acme-paths: ^2.0.0, builtin: 1.4.0, other: \"*\", x: 'new'}\n")
                        .text("m.yaml"));
    }

    @Test
    void traits_that_conflict_say_who_why_and_what_to_do() {
        Golden.check("traits.txt", new Manifests(directory).file("m.yaml", """
                rheo: 1
                name: test
                data: moons
                source: {type: data-set, from: moons}
                path: cond-ot
                coupling: minibatch-ot
                network: mlp
                sample: {solver: euler-maruyama}
                """).text("m.yaml"));
    }

    @Test
    void a_plugin_version_outside_the_range() {
        Golden.check(
                "plugin-version.txt",
                new Manifests(directory)
                        .file("m.yaml", Manifests.MINIMAL + "plugins: {builtin: \"^2.0.0\"}\n")
                        .text("m.yaml"));
    }
}
