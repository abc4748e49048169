package dev.rheo.runtime.embed;

import dev.rheo.runtime.engine.InitialParameters;
import dev.rheo.runtime.experiment.Blueprint;
import dev.rheo.runtime.manifest.ResolvedManifest;
import dev.rheo.runtime.manifest.Schemas;
import dev.rheo.runtime.model.Provenance;
import dev.rheo.runtime.model.SavedModel;
import dev.rheo.runtime.program.Layout;
import dev.rheo.runtime.store.ConditionFacts;
import dev.rheo.runtime.store.DataFacts;
import dev.rheo.runtime.store.ParameterHash;
import dev.rheo.runtime.toy.ToyExperiment;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** Toy experiments as models, with the parameters that training would begin with. */
final class ToyModels {
    static final double SHIFT = 5;
    static final double SCALE = 2;

    /** Rows with the conditions 10, 12, … 28, in units of 2 from 16. */
    private static final ConditionFacts CONDITIONS = new ConditionFacts(
            List.of("number"),
            List.of(16.0),
            List.of(2.0),
            IntStream.range(0, 10).mapToObj(i -> 10.0 + 2 * i).toList(),
            List.of());

    private ToyModels() {}

    static RheoModel open(ToyExperiment experiment, int concurrency) {
        return open(experiment, Rheo.opening(Path.of("toy")).concurrency(concurrency));
    }

    static RheoModel open(ToyExperiment experiment, Opening opening) {
        return opening.open(saved(experiment), experiment.catalogue(), () -> {});
    }

    static SavedModel saved(ToyExperiment experiment) {
        Blueprint blueprint = experiment.blueprint();
        Layout layout = Layout.of(blueprint.network());
        float[] theta = InitialParameters.draw(layout, blueprint.random());
        int classes = experiment.classes;
        DataFacts data = new DataFacts(
                DataFacts.VERSION,
                List.of(2),
                classes,
                100,
                List.of(SHIFT),
                List.of(SCALE),
                classes == 0 ? List.of() : List.of(10L, 0L, 80L),
                List.of(),
                List.of(),
                experiment.conditions ? CONDITIONS : null);
        Provenance provenance =
                new Provenance(Provenance.VERSION, "toy", "1", 1, 0, null, ParameterHash.of(theta), null);
        String manifest = new ResolvedManifest(new Schemas()).write(blueprint.spec());
        return new SavedModel(manifest, data, SavedModel.slices(layout), theta, provenance);
    }
}
