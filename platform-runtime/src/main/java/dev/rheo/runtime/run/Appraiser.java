package dev.rheo.runtime.run;

import dev.rheo.api.data.Rows;
import dev.rheo.api.evaluate.Measurement;
import dev.rheo.runtime.evaluate.Evaluator;
import dev.rheo.runtime.manifest.ExperimentSpec;
import dev.rheo.runtime.sample.Drawn;
import dev.rheo.runtime.sample.Sampler;
import dev.rheo.runtime.sample.SolveException;
import dev.rheo.runtime.store.RunDirectory;
import dev.rheo.runtime.train.Findings;
import dev.rheo.runtime.train.TrainedParameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Samples and evaluates trained parameters. */
final class Appraiser {
    private final Workshop workshop;
    private final Consumer<String> warnings;
    private final Consumer<String> phases;

    /**
     * @param warnings receives sentences for the user
     * @param phases hears what is done
     */
    Appraiser(Workshop workshop, Consumer<String> warnings, Consumer<String> phases) {
        this.workshop = workshop;
        this.warnings = warnings;
        this.phases = phases;
    }

    /** Samples and evaluates, and writes nothing. */
    Appraisal appraise(TrainedParameters trained) {
        try (Sampler sampler = workshop.sampler(trained)) {
            Drawn drawn = draw(sampler);
            return Appraisal.of(drawn, measurements(measure(drawn, sampler)));
        }
    }

    private Drawn draw(Sampler sampler) {
        int count = workshop.blueprint().spec().sample().count();
        phases.accept("drawing " + count + " samples …");
        Drawn drawn = sampler.sample("sample", count, new double[0]);
        phases.accept("drawn with " + drawn.statistics().text());
        return drawn;
    }

    private Evaluator.Result measure(Drawn drawn, Sampler sampler) {
        phases.accept("computing metrics …");
        Evaluator.Result result = workshop.evaluator().evaluate(drawn, sampler);
        result.warnings().forEach(warnings);
        return result;
    }

    /** Of a flow of latents, also what its autoencoder loses. */
    private List<Measurement> measurements(Evaluator.Result result) {
        List<Measurement> measurements = new ArrayList<>(result.measurements());
        workshop.autoencoder().map(LatentFacts::measurement).ifPresent(measurements::add);
        return measurements;
    }

    /** Samples and evaluates, and leaves samples and evaluation in the run directory. */
    Results record(RunDirectory directory, TrainedParameters trained) {
        try (Sampler sampler = workshop.sampler(trained);
                PictureDraws ahead = PictureDraws.begin(workshop, sampler)) {
            Drawn drawn = draw(sampler);
            Rows samples = workshop.original(drawn);
            SampleFiles.write(
                    directory,
                    samples,
                    workshop.data().table(),
                    workshop.data().conditions().names());
            Evaluator.Result result = measure(drawn, sampler);
            List<Measurement> measurements = measurements(result);
            directory.writeEvaluation(Appraisal.of(drawn, measurements).record());
            phases.accept("drawing pictures …");
            return new Results(
                    samples,
                    drawn.statistics(),
                    measurements,
                    result.warnings(),
                    new PictureMaker(workshop, sampler, ahead).of(samples));
        }
    }

    /** Evaluates while a training goes on, on a thread of its own, without a word about it. */
    Findings inspect(TrainedParameters parameters) {
        workshop.enterThread();
        try (Sampler sampler = workshop.sampler(parameters)) {
            ExperimentSpec spec = workshop.blueprint().spec();
            Evaluator.Result result = workshop.evaluator()
                    .evaluate(
                            () -> sampler.sample("sample", spec.sample().count(), new double[0]),
                            sampler,
                            spec.train()::evaluates);
            result.warnings().forEach(warnings);
            return new Findings(result.measurements(), result.leading());
        } catch (SolveException e) {
            warnings.accept("the evaluation after step " + parameters.step() + " was left out: " + e.getMessage());
            return new Findings(List.of(), Map.of());
        }
    }
}
