package dev.rheo.runtime.embed;

import dev.rheo.api.data.Points;
import dev.rheo.api.evaluate.Divergence;
import dev.rheo.api.random.RandomStreams;
import dev.rheo.api.sample.Dynamics;
import dev.rheo.api.sample.Field;
import dev.rheo.runtime.data.Encoding;
import dev.rheo.runtime.data.Scaling;
import dev.rheo.runtime.experiment.Blueprint;
import dev.rheo.runtime.sample.Asked;
import dev.rheo.runtime.sample.BatchSize;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.DoubleStream;

/** What a model says at given states, in the data's own units (of a flow of latents, in theirs), along the path that is sampled. Thread-safe. */
final class ModelFields {
    private final RheoModel model;
    private final Blueprint blueprint;

    ModelFields(RheoModel model, Blueprint blueprint) {
        this.model = model;
        this.blueprint = blueprint;
    }

    float[] velocity(float[] x, double t, double[] conditions, int... labels) {
        Points states = states(x, t);
        Asked asked = asked(states.count(), conditions, labels);
        Points velocity = solved(() -> model.solver(blueprint).velocity(states, t, asked));
        return multiplied(velocity.values(), scaling().scale(), 1);
    }

    Optional<float[]> score(float[] x, double t, double[] conditions, int... labels) {
        return view(Dynamics::score, x, t, conditions, labels)
                .map(score -> multiplied(score.values(), scaling().scale(), -1));
    }

    Optional<float[]> denoised(float[] x, double t, double[] conditions, int... labels) {
        return view(Dynamics::denoised, x, t, conditions, labels)
                .map(datum -> scaling().toOriginal(datum).values());
    }

    double[] logDensity(float[] rows, Divergence divergence, RandomStreams random, double[] conditions, int... labels) {
        if (blueprint.parts().guidance() != null) {
            throw RheoException.argument(
                    "Cannot compute a likelihood of " + model.name(),
                    "it is sampled with guidance, and a guided field has a density, but not that of the data",
                    "Use a model without guidance.");
        }
        if (latent()) {
            throw RheoException.argument(
                    "Cannot compute a likelihood of " + model.name(),
                    "it is a flow of latents, whose density is not that of the data",
                    "Use a model without autoencoder.");
        }
        Points data = states(rows, 1);
        Asked asked = asked(data.count(), conditions, labels);
        double stretch = DoubleStream.of(scaling().scale())
                .map(scale -> Math.log(Math.abs(scale)))
                .sum();
        int size = BatchSize.of(blueprint);
        double[] all = new double[data.count()];
        for (int first = 0; first < all.length; first += size) {
            int from = first;
            int n = Math.min(size, all.length - first);
            double[] part = solved(() -> model.solver(blueprint)
                    .logDensity(data.slice(from, n), asked.slice(from, n), divergence, random, from));
            for (int i = 0; i < n; i++) {
                all[first + i] = part[i] - stretch;
            }
        }
        return all;
    }

    private Optional<Points> view(
            Function<Dynamics, Optional<Field>> view, float[] x, double t, double[] conditions, int... labels) {
        Points states = states(x, t);
        Asked asked = asked(states.count(), conditions, labels);
        double at = blueprint.parts().sampled().domain().clip(t);
        return solved(() -> model.solver(blueprint).view(view, states, at, asked));
    }

    /** States in the caller's units. */
    Points original(Points states) {
        return scaling().toOriginal(states);
    }

    /** Between the caller's units and the flow's; latents have one. */
    private Scaling scaling() {
        return latent()
                ? Scaling.identity(blueprint.state().size())
                : model.saved().scaling();
    }

    private boolean latent() {
        return model.encoding() != Encoding.NONE;
    }

    private <T> T solved(Supplier<T> task) {
        return model.solving(() -> model.solvers().call(() -> model.using(task)));
    }

    /** The states in the flow's units. */
    private Points states(float[] x, double t) {
        String doing = doing();
        int d = blueprint.state().size();
        if (x.length % d != 0 || x.length == 0) {
            throw RheoException.argument(
                    doing,
                    x.length + " numbers are no states of shape " + model.stateShape(),
                    "Give " + d + " numbers for each state.");
        }
        if (!(t >= 0 && t <= 1)) {
            throw RheoException.argument(doing, "t = " + t, "Flow time goes from 0 to 1.");
        }
        return scaling().toTraining(new Points(x, x.length / d, d));
    }

    private Asked asked(int n, double[] conditions, int... labels) {
        String doing = doing();
        int classes = model.classes();
        model.arguments().checkLabels(doing, labels);
        if (labels.length != (classes == 0 ? 0 : n)) {
            throw RheoException.argument(
                    doing,
                    labels.length + " labels for " + n + " states of a model with " + classes + " classes",
                    classes == 0 ? "Give no labels." : "Give one label for each state.");
        }
        Points beside = model.arguments().checkConditions(doing, conditions);
        int given = beside == null ? 0 : beside.count();
        if (given != (model.conditions().isEmpty() ? 0 : n)) {
            throw RheoException.argument(
                    doing,
                    given + " rows of conditions for " + n + " states",
                    "Give one row of " + model.conditions() + " for each state.");
        }
        return new Asked(
                classes == 0 ? null : labels.clone(),
                model.saved().conditionScaling().toTraining(beside));
    }

    private String doing() {
        return "Cannot evaluate " + model.name();
    }

    private static float[] multiplied(float[] values, double[] scale, int power) {
        float[] product = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            product[i] = (float) (values[i] * Math.pow(scale[i % scale.length], power));
        }
        return product;
    }
}
