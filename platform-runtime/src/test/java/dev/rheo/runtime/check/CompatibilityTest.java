package dev.rheo.runtime.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rheo.api.component.TraitNames;
import dev.rheo.api.component.Traits;
import dev.rheo.runtime.check.Manifests.Checked;
import dev.rheo.runtime.diagnostic.Diagnostic;
import dev.rheo.runtime.manifest.Schemas;
import dev.rheo.runtime.manifest.TestCatalogue;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The composition rules at the end of MATH.md section 10, as far as traits express them. */
class CompatibilityTest {
    @TempDir
    Path directory;

    private Checked check(String... overrides) {
        return new Manifests(directory).file("m.yaml", Manifests.MINIMAL).check("m.yaml", overrides);
    }

    private static List<String> said(Checked checked) {
        return checked.diagnostics().stream()
                .map(diagnostic ->
                        diagnostic.code().id() + " " + diagnostic.severity().word() + " " + diagnostic.problem())
                .toList();
    }

    @Test
    void components_that_fit_pass_in_silence() {
        assertThat(said(check())).isEmpty();
        assertThat(said(check("path=cond-ot", "sample.solver=euler-maruyama"))).isEmpty();
        assertThat(said(check("path=schroedinger-bridge", "coupling=sinkhorn"))).isEmpty();
    }

    @Test
    void a_one_sided_path_refuses_a_source_that_is_not_gaussian() {
        Checked checked = check("path=cond-ot", "source={type: data-set, from: moons}");
        assertThat(said(checked))
                .containsExactly("RHEO-T001 error path 'cond-ot' needs 'source.gaussian', which nothing here gives");
        assertThat(checked.diagnostics().get(0).because())
                .isEqualTo("The source sample of a one-sided path is its noise.\n"
                        + "Source 'data-set' does not give 'source.gaussian'.");
        assertThat(checked.diagnostics().get(0).remedy())
                .contains("source: gaussian")
                .contains("path: linear");
        assertThat(checked.spec()).isNull();
    }

    @Test
    void noise_prediction_is_refused_on_a_two_sided_path() {
        Checked checked = check("objective={type: flow-matching, predict: noise}");
        assertThat(said(checked))
                .containsExactly(
                        "RHEO-T001 error objective 'flow-matching' needs 'path.one-sided', which nothing here gives");
        assertThat(checked.diagnostics().get(0).remedy())
                .isEqualTo("Any one of these changes fits:\n  objective.predict: velocity or data\n  path: cond-ot");
    }

    @Test
    void a_score_is_refused_where_the_coupling_withdraws_it() {
        Checked checked = check("path=cond-ot", "coupling=minibatch-ot", "sample.solver=euler-maruyama");
        assertThat(said(checked))
                .containsExactly(
                        "RHEO-T002 error solver 'euler-maruyama' needs 'dynamics.score', which does not hold here");
        assertThat(checked.diagnostics().get(0).because())
                .contains("Path 'cond-ot' gives 'dynamics.score' only together with 'coupling.independent':"
                        + " coupled noise is no longer tied to the score by Tweedie's formula.")
                .contains("Coupling 'minibatch-ot' does not give 'coupling.independent'.");
        assertThat(checked.diagnostics().get(0).mark()).hasToString("command line, argument 3");
    }

    @Test
    void a_bridge_without_the_entropic_plan_is_a_warning() {
        Checked checked = check("path=schroedinger-bridge", "coupling=minibatch-ot");
        assertThat(said(checked))
                .containsExactly("RHEO-T004 warning path 'schroedinger-bridge' is unwise beside"
                        + " 'coupling.not-entropic', which coupling 'minibatch-ot' gives");
        assertThat(checked.diagnostics().get(0).remedy()).contains("coupling: sinkhorn");
        assertThat(checked.spec()).isNotNull();
    }

    @Test
    void what_the_host_knows_takes_part() {
        Checked checked = check("coupling=minibatch-ot");
        assertThat(said(checked)).isEmpty();
        Participant labels =
                Participant.host("data", "the labelled data", Traits.of(TraitNames.NETWORK_CLASS_CONDITIONAL));
        List<Diagnostic> warned = new Compatibility(TestCatalogue.healthy(), new Schemas())
                .check(checked.spec().components(), true, List.of(labels), checked.sources());
        assertThat(warned).hasSize(1);
        assertThat(warned.get(0).problem())
                .isEqualTo("coupling 'minibatch-ot' is unwise beside 'network.class-conditional',"
                        + " which the labelled data gives");
        assertThat(warned.get(0).remedy())
                .isEqualTo("Any one of these changes fits:\n  coupling.withinLabels: true\n"
                        + "  coupling: independent or sinkhorn");
    }

    @Test
    void what_is_missing_is_not_said_of_an_experiment_that_is_itself_incomplete() {
        assertThat(said(check("path=cond-ot", "source=gausian")))
                .containsExactly("RHEO-M011 error no source distribution named 'gausian' is installed");
    }

    @Test
    void what_is_excluded_is_said_even_then() {
        assertThat(said(check("path=schroedinger-bridge", "coupling=minibatch-ot", "source=gausian")))
                .hasSize(2)
                .anyMatch(text -> text.startsWith("RHEO-T004"));
    }

    @Test
    void mistakes_elsewhere_do_not_hide_a_conflict() {
        assertThat(said(check("path=cond-ot", "source={type: data-set, from: moons}", "train.steps=0")))
                .anyMatch(text -> text.startsWith("RHEO-T001"))
                .anyMatch(text -> text.startsWith("RHEO-M008"));
    }
}
