package dev.rheo.runtime.run;

import dev.rheo.api.component.ComponentRef;
import dev.rheo.api.data.Points;
import dev.rheo.api.track.ParameterStatistics;
import dev.rheo.runtime.experiment.Blueprint;
import dev.rheo.runtime.plugin.Catalogue;
import dev.rheo.runtime.plugin.ComponentEntry;
import dev.rheo.runtime.plugin.KindInfo;
import dev.rheo.runtime.plugin.PluginStatus;
import dev.rheo.runtime.report.ConditionRow;
import dev.rheo.runtime.report.Pictures;
import dev.rheo.runtime.report.Report;
import dev.rheo.runtime.report.ReportData;
import dev.rheo.runtime.report.RunFacts;
import dev.rheo.runtime.report.TrainingCurve;
import dev.rheo.runtime.store.Environment;
import dev.rheo.runtime.store.MetricsLog;
import dev.rheo.runtime.store.RunDirectory;
import dev.rheo.runtime.store.RunState;
import dev.rheo.runtime.track.MetricsListener;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes a run's report from what the run left on disk and what sampling and evaluation found. */
final class ReportWriter {
    private final Workshop workshop;
    private final Blueprint blueprint;
    private final Catalogue catalogue;

    ReportWriter(Workshop workshop, Catalogue catalogue) {
        this.workshop = workshop;
        this.blueprint = workshop.blueprint();
        this.catalogue = catalogue;
    }

    Report.Written write(RunDirectory directory, RunState state, @Nullable Results results) throws IOException {
        List<String> warnings = results == null ? List.of() : results.warnings();
        ReportData data = new ReportData(
                facts(state, directory.environment(), results),
                curve(directory),
                evaluations(directory),
                directory.profile().orElse(null),
                parameters(directory),
                warnings,
                results == null ? List.of() : conditions(),
                results == null ? List.of() : Measurements.rows(results.measurements()),
                new ReportData.ManifestText(text(directory.manifest()), text(directory.resolved())),
                components(),
                results == null ? new Pictures.None() : results.pictures());
        return new Report().write(data, directory.path());
    }

    private RunFacts facts(RunState state, Environment environment, @Nullable Results results) {
        List<RunFacts.Fact> facts = new ArrayList<>();
        facts.add(new RunFacts.Fact(
                "network",
                String.format(Locale.ROOT, "%,d parameters", blueprint.network().parameterCount())));
        workshop.autoencoder()
                .ifPresent(latents -> facts.add(new RunFacts.Fact("latents", LatentFacts.text(blueprint, latents))));
        int shards = blueprint.spec().train().shards();
        facts.add(new RunFacts.Fact(
                "engine",
                environment.engine().name() + " " + environment.engine().version() + ", " + environment.threads()
                        + (environment.threads() == 1 ? " thread" : " threads")
                        + (shards == 1 ? "" : ", training in " + shards + " shards")));
        facts.add(new RunFacts.Fact(
                "JDK", environment.jdk().version() + " (" + environment.jdk().vendor() + ")"));
        facts.add(new RunFacts.Fact(
                "machine",
                environment.os().name() + " " + environment.os().arch() + ", " + environment.processors()
                        + " processors"));
        if (results != null) {
            facts.add(new RunFacts.Fact(
                    "sampling",
                    results.samples().points().count() + " samples, "
                            + results.statistics().text()));
        }
        Duration duration = state.ended() == null ? null : Duration.between(state.started(), state.ended());
        if (duration != null && duration.isNegative()) {
            duration = null; // the clock was set back meanwhile
        }
        return new RunFacts(
                state.name(),
                state.id(),
                state.status().name().toLowerCase(Locale.ROOT),
                state.failure() == null ? "" : state.failure(),
                state.started(),
                duration,
                state.seed(),
                state.stepsDone(),
                state.parameterHash() == null ? "" : state.parameterHash(),
                facts);
    }

    private List<ConditionRow> conditions() {
        Points given = workshop.data().original().at(1).conditions();
        List<ConditionRow> rows = new ArrayList<>();
        for (int k = 0; given != null && k < blueprint.data().conditions().continuous(); k++) {
            rows.add(ConditionRow.of(blueprint.data().conditions().names().get(k), column(given, k)));
        }
        return rows;
    }

    private static float[] column(Points points, int k) {
        float[] column = new float[points.count()];
        for (int i = 0; i < column.length; i++) {
            column[i] = points.at(i, k);
        }
        return column;
    }

    private static TrainingCurve curve(RunDirectory directory) {
        List<MetricsLog.Line> lines = MetricsLog.read(directory.metricsFile()).stream()
                .filter(line -> line.phase().equals("train"))
                .toList();
        return new TrainingCurve(
                lines.stream().mapToLong(MetricsLog.Line::step).toArray(),
                column(lines, "loss"),
                column(lines, "gradientNorm"),
                column(lines, "learningRate"),
                column(lines, "stepsPerSecond"));
    }

    private static List<ReportData.Evaluated> evaluations(RunDirectory directory) {
        return MetricsLog.read(directory.metricsFile()).stream()
                .filter(line -> line.phase().equals(MetricsLog.EVALUATE))
                .map(line -> new ReportData.Evaluated(line.step(), line.values()))
                .toList();
    }

    private static List<ParameterStatistics> parameters(RunDirectory directory) {
        List<ParameterStatistics> last = List.of();
        for (MetricsLog.Line line : MetricsLog.read(directory.metricsFile())) {
            if (line.phase().equals(MetricsListener.STATISTICS)) {
                last = MetricsListener.parameters(line);
            }
        }
        return last;
    }

    private static double[] column(List<MetricsLog.Line> lines, String name) {
        return lines.stream()
                .mapToDouble(line -> line.values().getOrDefault(name, Double.NaN))
                .toArray();
    }

    private List<ReportData.ComponentUse> components() {
        List<ReportData.ComponentUse> uses = new ArrayList<>();
        blueprint.spec().components().forEach((place, ref) -> uses.add(use(place, ref)));
        return uses;
    }

    private ReportData.ComponentUse use(String place, ComponentRef<?> ref) {
        String plugin = catalogue
                .find(KindInfo.of(ref.kind()), ref.name())
                .map(ComponentEntry::plugin)
                .orElse("");
        String version = catalogue.plugin(plugin).map(PluginStatus::version).orElse("");
        return new ReportData.ComponentUse(place, ref.name(), plugin, version);
    }

    private static String text(java.nio.file.Path file) throws IOException {
        return Files.exists(file) ? Files.readString(file, StandardCharsets.UTF_8) : "";
    }
}
