package dev.rheo.runtime.report;

import dev.rheo.api.track.ParameterStatistics;
import dev.rheo.runtime.profile.Profile;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a report shows.
 *
 * @param run what was run, where, and how it ended
 * @param training loss and its companions by step
 * @param evaluations metrics by step, the oldest first
 * @param profile where the time of training went, null if it was not measured
 * @param parameters how large parameters and gradients were last, empty if nobody asked
 * @param warnings sentences for the reader, in order of appearance
 * @param conditions the continuous conditions of the training data
 * @param metrics the evaluation, in manifest order
 * @param manifest as written and as resolved
 * @param components what filled each slot
 * @param pictures what there is to draw, by kind of data
 */
public record ReportData(
        RunFacts run,
        TrainingCurve training,
        List<Evaluated> evaluations,
        @Nullable Profile profile,
        List<ParameterStatistics> parameters,
        List<String> warnings,
        List<ConditionRow> conditions,
        List<MetricRow> metrics,
        ManifestText manifest,
        List<ComponentUse> components,
        Pictures pictures) {
    /** Of data without conditions. */
    public ReportData(
            RunFacts run,
            TrainingCurve training,
            List<Evaluated> evaluations,
            @Nullable Profile profile,
            List<ParameterStatistics> parameters,
            List<String> warnings,
            List<MetricRow> metrics,
            ManifestText manifest,
            List<ComponentUse> components,
            Pictures pictures) {
        this(
                run,
                training,
                evaluations,
                profile,
                parameters,
                warnings,
                List.of(),
                metrics,
                manifest,
                components,
                pictures);
    }

    public ReportData {
        conditions = List.copyOf(conditions);
        evaluations = List.copyOf(evaluations);
        parameters = List.copyOf(parameters);
        warnings = List.copyOf(warnings);
        metrics = List.copyOf(metrics);
        components = List.copyOf(components);
    }

    /** Metrics at a step, by name. */
    public record Evaluated(long step, Map<String, Double> values) {
        public Evaluated {
            values = Collections.unmodifiableMap(new TreeMap<>(values));
        }
    }

    /**
     * The manifest's two faces.
     *
     * @param written the file as the author wrote it, with overrides listed if any
     * @param resolved every option with the value that was used; empty if the run ended before
     */
    public record ManifestText(String written, String resolved) {}

    /**
     * One filled slot.
     *
     * @param kind the slot, for example {@code path}
     * @param name the component's name
     * @param plugin id of the plugin that provided it
     * @param version the plugin's version
     */
    public record ComponentUse(String kind, String name, String plugin, String version) {}
}
