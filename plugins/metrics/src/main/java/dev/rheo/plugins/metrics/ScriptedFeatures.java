package dev.rheo.plugins.metrics;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.engine.EngineException;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.NoopTranslator;
import ai.djl.translate.TranslateException;
import dev.rheo.api.data.Points;
import dev.rheo.api.data.SampleShape;
import dev.rheo.api.evaluate.MetricException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.LongStream;

/** Features that a user's TorchScript module gives; it is loaded for each set of samples and freed after it. */
final class ScriptedFeatures {
    private static final int BATCH = 256;

    private final Path file;
    private final byte[] module;
    private final SampleShape shape;

    private ScriptedFeatures(Path file, byte[] module, SampleShape shape) {
        this.file = file;
        this.module = module;
        this.shape = shape;
    }

    static Features of(Path file, SampleShape shape) {
        try {
            ScriptedFeatures features = new ScriptedFeatures(file, Files.readAllBytes(file), shape);
            return new Features("torchscript", Features.hash(features.module), features::of);
        } catch (IOException unreadable) {
            throw new MetricException(
                    file + " cannot be read (" + unreadable.getMessage() + "); name a TorchScript file");
        }
    }

    private Points of(Points samples) {
        try (Model model = Model.newInstance("features", Device.cpu(), "PyTorch")) {
            load(model);
            try (Predictor<NDList, NDList> predictor = model.newPredictor(new NoopTranslator())) {
                float[][] batches = new float[(samples.count() + BATCH - 1) / BATCH][];
                for (int i = 0; i < batches.length; i++) {
                    int from = i * BATCH;
                    batches[i] = batch(predictor, samples.slice(from, Math.min(BATCH, samples.count() - from)));
                }
                return joined(batches, samples.count());
            }
        } catch (TranslateException | EngineException failed) {
            throw new MetricException(file + " cannot take samples of shape " + shape + ": " + failed.getMessage());
        }
    }

    private void load(Model model) {
        try {
            model.load(new ByteArrayInputStream(module));
        } catch (IOException | MalformedModelException | EngineException broken) {
            throw new MetricException(file + " is not a TorchScript module that can be loaded: " + broken.getMessage());
        }
    }

    private float[] batch(Predictor<NDList, NDList> predictor, Points rows) throws TranslateException {
        long[] dims = LongStream.concat(
                        LongStream.of(rows.count()), shape.dimensions().stream().mapToLong(Integer::longValue))
                .toArray();
        try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch");
                NDList out = predictor.predict(new NDList(manager.create(rows.values(), new Shape(dims))))) {
            Shape found = out.head().getShape();
            if (found.dimension() != 2 || found.get(0) != rows.count()) {
                throw new MetricException(file + " returns " + found + " for a batch of " + rows.count()
                        + " samples; let it return (batch, numbers)");
            }
            return out.head().toFloatArray();
        }
    }

    private static Points joined(float[][] batches, int count) {
        int numbers = Arrays.stream(batches).mapToInt(batch -> batch.length).sum();
        float[] values = new float[numbers];
        int at = 0;
        for (float[] batch : batches) {
            System.arraycopy(batch, 0, values, at, batch.length);
            at += batch.length;
        }
        return new Points(values, count, numbers / count);
    }
}
