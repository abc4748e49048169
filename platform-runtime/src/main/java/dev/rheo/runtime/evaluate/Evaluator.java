package dev.rheo.runtime.evaluate;

import dev.rheo.api.data.Points;
import dev.rheo.api.data.Rows;
import dev.rheo.api.evaluate.DenoisingModel;
import dev.rheo.api.evaluate.Divergence;
import dev.rheo.api.evaluate.LossEstimate;
import dev.rheo.api.evaluate.Measurement;
import dev.rheo.api.evaluate.Metric;
import dev.rheo.api.evaluate.MetricException;
import dev.rheo.api.path.GaussianPath;
import dev.rheo.runtime.data.PreparedData;
import dev.rheo.runtime.engine.LossFunction;
import dev.rheo.runtime.experiment.Blueprint;
import dev.rheo.runtime.plugin.Faults;
import dev.rheo.runtime.plugin.PluginContext;
import dev.rheo.runtime.sample.Drawn;
import dev.rheo.runtime.sample.FlowTracer;
import dev.rheo.runtime.sample.Interpolator;
import dev.rheo.runtime.sample.Sampler;
import dev.rheo.runtime.train.ValidationLoss;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Computes an experiment's metrics. A metric that fails costs only itself. */
public final class Evaluator {
    private final Blueprint blueprint;
    private final PreparedData data;

    public Evaluator(Blueprint blueprint, PreparedData data) {
        this.blueprint = blueprint;
        this.data = data;
    }

    /**
     * @param measurements in manifest order
     * @param leading the first number of each metric, by the metric's name in the manifest
     * @param warnings one sentence for each metric that could not be computed
     */
    public record Result(List<Measurement> measurements, Map<String, Measurement> leading, List<String> warnings) {
        public Result {
            measurements = List.copyOf(measurements);
            leading = Map.copyOf(leading);
            warnings = List.copyOf(warnings);
        }
    }

    /** All metrics, of samples that are there. */
    public Result evaluate(Drawn drawn, Sampler sampler) {
        return evaluate(() -> drawn, sampler, name -> true);
    }

    /**
     * Some metrics.
     *
     * @param draw draws the samples, if a metric asks for them; what it throws is thrown on
     * @param chosen whether a metric is computed, by its name in the manifest
     */
    public Result evaluate(Supplier<Drawn> draw, Sampler sampler, Predicate<String> chosen) {
        LazySamples samples = new LazySamples(() -> original(draw.get()));
        ModelDensity density = new ModelDensity(sampler, data.scaling(), conditioning());
        RunEvaluation evaluation = new RunEvaluation(
                samples,
                data,
                blueprint.random(),
                trajectories -> new FlowTracer(blueprint, sampler).trace(data, trajectories),
                most -> new Interpolator(blueprint, sampler, data).all(most),
                blueprint.latents() == null ? density::at : Evaluator::unknown,
                pairs -> loss(sampler, pairs),
                denoiser(sampler),
                blueprint.data().quantum());
        List<Measurement> measurements = new ArrayList<>();
        Map<String, Measurement> leading = new HashMap<>();
        List<String> warnings = new ArrayList<>();
        for (int i = 0; i < blueprint.spec().evaluate().size(); i++) {
            String name = blueprint.spec().evaluate().get(i).name();
            if (!chosen.test(name)) {
                continue;
            }
            try {
                Metric metric = blueprint.wiring().get("evaluate." + i, Metric.class);
                List<Measurement> found =
                        PluginContext.call(metric.getClass().getClassLoader(), () -> metric.measure(evaluation));
                measurements.addAll(found);
                found.stream().limit(1).forEach(first -> leading.putIfAbsent(name, first));
            } catch (MetricException e) {
                warnings.add("metric '" + name + "' was left out: " + e.getMessage());
            } catch (Throwable e) { // plugin code
                Faults.rethrowIfFatal(e);
                samples.rethrow();
                warnings.add("metric '" + name + "' failed: " + Faults.say(e));
            }
        }
        return new Result(distinct(measurements), leading, warnings);
    }

    private LossEstimate loss(Sampler sampler, int pairs) {
        try (LossFunction loss = sampler.loss()) {
            return new ValidationLoss(blueprint, data).of(loss, pairs);
        }
    }

    private static double[] unknown(Rows rows, Divergence divergence) {
        throw new MetricException("the flow is one of latents, whose density is not that of the data");
    }

    /** A metric that is listed twice, with other options, must not hide its first result. */
    private static List<Measurement> distinct(List<Measurement> measurements) {
        Set<String> names = new HashSet<>();
        List<Measurement> distinct = new ArrayList<>();
        for (Measurement each : measurements) {
            String name = each.name();
            for (int number = 2; !names.add(name); number++) {
                name = each.name() + "-" + number;
            }
            distinct.add(
                    new Measurement(name, each.value(), each.floor(), each.better(), each.details(), each.meaning()));
        }
        return distinct;
    }

    /** Samples in original units, with the labels they were asked for. */
    public Rows original(Drawn drawn) {
        Points points = data.output().of(drawn.points());
        return new Rows(
                        points,
                        blueprint.data().shape(),
                        drawn.labels(),
                        blueprint.data().classes())
                .with(data.conditions().toOriginal(drawn.conditions()));
    }

    private Conditioning conditioning() {
        return new Conditioning(data.conditions(), blueprint.data().classes() > 0);
    }

    private Optional<DenoisingModel> denoiser(Sampler sampler) {
        return blueprint.latents() == null && blueprint.parts().sampled() instanceof GaussianPath path
                ? Optional.of(new SampledDenoiser(sampler, data.scaling(), path, conditioning()))
                : Optional.empty();
    }
}
