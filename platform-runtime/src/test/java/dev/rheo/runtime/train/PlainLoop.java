package dev.rheo.runtime.train;

import dev.rheo.api.optimize.UpdateBuilder;
import dev.rheo.runtime.data.PreparedData;
import dev.rheo.runtime.engine.InitialParameters;
import dev.rheo.runtime.engine.TorchEngine;
import dev.rheo.runtime.engine.TrainingSession;
import dev.rheo.runtime.experiment.Blueprint;
import dev.rheo.runtime.experiment.Parts;
import dev.rheo.runtime.manifest.ExperimentSpec;
import dev.rheo.runtime.pairs.CouplingMeter;
import dev.rheo.runtime.pairs.LabelDropout;
import dev.rheo.runtime.pairs.PairMaker;
import dev.rheo.runtime.pairs.Part;
import dev.rheo.runtime.pairs.TrainingTimes;
import dev.rheo.runtime.profile.Stopwatch;
import dev.rheo.runtime.program.Layout;
import dev.rheo.runtime.program.Precision;
import dev.rheo.runtime.program.Rules;
import dev.rheo.runtime.program.StepProgram;
import java.util.ArrayList;
import java.util.List;

/** Training written down as plainly as can be: no rehearsal, no prefetch, no checkpoints. */
final class PlainLoop {
    private PlainLoop() {}

    static float[] train(Blueprint blueprint) {
        Layout layout = Layout.of(blueprint.network());
        UpdateBuilder update = new UpdateBuilder(layout.size(), layout.decayed());
        Parts parts = blueprint.parts();
        parts.optimizer().define(update);
        StepProgram program = StepProgram.of(
                blueprint.network(), blueprint.loss(), update.build(), Rules.standard(), Precision.FLOAT32);
        PairMaker pairs = pairs(blueprint);
        TorchEngine engine = TorchEngine.start();
        engine.enterThread(1);
        float[] theta = InitialParameters.draw(layout, blueprint.random());
        int batch = blueprint.spec().train().batch();
        try (TrainingSession session = new TrainingSession(engine, program, theta, 0)) {
            SlotWriter slot = new SlotWriter(session.newSlot(batch));
            for (int step = 0; step < blueprint.spec().train().steps(); step++) {
                pairs.make(step, slot);
                session.step(slot.slot(), parts.optimizer().learningRate() / (1 + step));
            }
            return session.parameters();
        }
    }

    /** The first θ, and the gradients of the first minibatches there. */
    record Gradients(float[] theta, List<float[]> byMinibatch) {}

    static Gradients gradients(Blueprint blueprint, int minibatches) {
        Layout layout = Layout.of(blueprint.network());
        UpdateBuilder update = new UpdateBuilder(layout.size(), layout.decayed());
        blueprint.parts().optimizer().define(update);
        StepProgram program = StepProgram.of(
                blueprint.network(), blueprint.loss(), update.build(), Rules.standard(), Precision.FLOAT32);
        PairMaker pairs = pairs(blueprint);
        TorchEngine engine = TorchEngine.start();
        engine.enterThread(1);
        float[] theta = InitialParameters.draw(layout, blueprint.random());
        List<float[]> gradients = new ArrayList<>();
        try (TrainingSession session = new TrainingSession(engine, program, theta, 0)) {
            SlotWriter slot =
                    new SlotWriter(session.newSlot(blueprint.spec().train().batch()));
            for (int i = 0; i < minibatches; i++) {
                pairs.make(i, slot);
                session.accumulate(slot.slot(), true);
                gradients.add(session.gradient());
            }
        }
        return new Gradients(theta, gradients);
    }

    /** The loss of the first minibatch and then those of its rows, as an accumulation and as a step. */
    record Losses(List<Double> accumulated, List<Double> stepped) {}

    static Losses losses(Blueprint blueprint) {
        Layout layout = Layout.of(blueprint.network());
        UpdateBuilder update = new UpdateBuilder(layout.size(), layout.decayed());
        blueprint.parts().optimizer().define(update);
        StepProgram program = StepProgram.of(
                blueprint.network(), blueprint.loss(), update.build(), Rules.standard(), Precision.FLOAT32);
        TorchEngine engine = TorchEngine.start();
        engine.enterThread(1);
        float[] theta = InitialParameters.draw(layout, blueprint.random());
        try (TrainingSession session = new TrainingSession(engine, program, theta, 0)) {
            PairMaker pairs = pairs(blueprint);
            SlotWriter slot =
                    new SlotWriter(session.newSlot(blueprint.spec().train().batch()));
            pairs.make(0, slot);
            session.accumulate(slot.slot(), true);
            List<Double> accumulated = losses(session);
            session.step(slot.slot(), 0);
            return new Losses(accumulated, losses(session));
        }
    }

    private static List<Double> losses(TrainingSession session) {
        List<Double> losses = new ArrayList<>(List.of(session.loss()));
        for (float row : session.rowLosses()) {
            losses.add((double) row);
        }
        return losses;
    }

    private static PairMaker pairs(Blueprint blueprint) {
        ExperimentSpec spec = blueprint.spec();
        Parts parts = blueprint.parts();
        return new PairMaker(
                PreparedData.load(parts.data(), blueprint.random()).training(),
                null,
                Part.of(spec.source(), parts.source()),
                Part.of(spec.coupling(), parts.coupling()),
                Part.of(spec.timesteps(), parts.timesteps()).as(TrainingTimes.of(parts.timesteps(), parts.path())),
                Part.of(spec.objective(), parts.objective()),
                LabelDropout.NONE,
                blueprint.training().weighted(),
                blueprint.random(),
                spec.train().batch(),
                Stopwatch.off(),
                CouplingMeter.off());
    }
}
