package dev.rheo.distribution;

import dev.rheo.api.data.Points;
import dev.rheo.runtime.engine.TorchEngine;
import dev.rheo.runtime.experiment.Blueprint;
import dev.rheo.runtime.experiment.ExperimentReader;
import dev.rheo.runtime.manifest.Kinds;
import dev.rheo.runtime.manifest.Schemas;
import dev.rheo.runtime.model.SavedModel;
import dev.rheo.runtime.plugin.CatalogueLoader;
import dev.rheo.runtime.plugin.LoadedPlugins;
import dev.rheo.runtime.sample.Asked;
import dev.rheo.runtime.sample.Sampler;
import java.util.List;

/** An exported model as Rheo itself runs it, with the distribution's plugins and without the model's data. */
final class TrainedFlow implements AutoCloseable {
    private final LoadedPlugins plugins;
    private final SavedModel model;
    private final Blueprint blueprint;
    private final Sampler sampler;

    private TrainedFlow(LoadedPlugins plugins, SavedModel model, Blueprint blueprint, Sampler sampler) {
        this.plugins = plugins;
        this.model = model;
        this.blueprint = blueprint;
        this.sampler = sampler;
    }

    static TrainedFlow of(SavedModel model) {
        LoadedPlugins plugins = new CatalogueLoader(Kinds.ofHost(), config -> List.of())
                .load(List.of(Distribution.HOME.resolve("plugins")), List.of());
        ExperimentReader.Reading reading = new ExperimentReader(plugins.catalogue(), new Schemas())
                .readTrained(model.manifest(), "the export", model.info());
        Blueprint blueprint = reading.blueprint();
        if (blueprint == null) {
            plugins.close();
            throw new AssertionError(reading.diagnostics());
        }
        TorchEngine engine = TorchEngine.start();
        engine.enterThread(1);
        return new TrainedFlow(
                plugins,
                model,
                blueprint,
                new Sampler(blueprint, engine, model.theta(), model.labels(), blueprint.random()));
    }

    Blueprint blueprint() {
        return blueprint;
    }

    /** In training units. */
    Points velocity(Points x, double t, Asked asked) {
        return sampler.velocity(x, t, asked);
    }

    /** In original units. */
    Points samples(int count) {
        return model.scaling()
                .toOriginal(sampler.sample("sample", count, new double[0]).points());
    }

    @Override
    public void close() {
        sampler.close();
        plugins.close();
    }
}
