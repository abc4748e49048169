package dev.rheo.runtime.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * A {@link Checkpoint} to the files of its directory and back: {@code model.safetensors} (one tensor for each parameter),
 * {@code ema.safetensors} for the first moving average and {@code ema-2.safetensors} … for further ones (the same names),
 * {@code optimizer.safetensors} (F32 vectors and F64 scalars), {@code state.json} (the rest, and size and SHA-256 of each).
 */
final class CheckpointCodec {
    private static final String WHAT = "the checkpoint";
    private static final int VERSION = 1;
    private static final String STATE = "state.json";
    private static final String MODEL = "model.safetensors";
    private static final String OPTIMIZER = "optimizer.safetensors";
    private static final String UNSIGNED = "0".repeat(64);

    private final String experiment;
    private final AtomicFiles files;
    private final JsonFiles json;

    CheckpointCodec(String experiment, AtomicFiles files) {
        this.experiment = experiment;
        this.files = files;
        this.json = new JsonFiles(files);
    }

    /**
     * {@code state.json}. Later format versions keep {@code formatVersion}, {@code sha256} and its meaning.
     *
     * @param sha256 of this file's bytes with 64 zeros in this place
     */
    record State(
            int formatVersion,
            String sha256,
            long step,
            long seed,
            long schedulerStep,
            Map<String, Long> counters,
            List<Double> emaDecays,
            List<ParameterSlice> layout,
            List<Checkpoint.Judgement> judgements,
            List<Sealed> files) {
        State {
            counters = new TreeMap<>(counters);
            emaDecays = List.copyOf(emaDecays);
            layout = List.copyOf(layout);
            judgements = List.copyOf(judgements);
            files = List.copyOf(files);
        }
    }

    /** What another file must be. */
    record Sealed(String name, long bytes, String sha256) {}

    /** Writes and syncs the files into an empty directory. */
    void write(Path directory, Checkpoint checkpoint) throws IOException {
        List<Sealed> sealed = new ArrayList<>();
        List<ParameterSlice> layout = checkpoint.layout();
        sealed.add(write(directory, MODEL, named(layout, checkpoint.theta()), metadata(checkpoint, "model")));
        List<Double> decays = new ArrayList<>();
        for (Checkpoint.Average average : checkpoint.averages()) {
            decays.add(average.decay());
            Map<String, String> metadata = metadata(checkpoint, "ema");
            metadata.put("decay", Double.toString(average.decay()));
            sealed.add(write(directory, emaFile(decays.size()), named(layout, average.theta()), metadata));
        }
        sealed.add(write(directory, OPTIMIZER, optimizer(checkpoint), metadata(checkpoint, "optimizer")));
        State state = new State(
                VERSION,
                UNSIGNED,
                checkpoint.step(),
                checkpoint.seed(),
                checkpoint.schedulerStep(),
                checkpoint.counters(),
                decays,
                layout,
                checkpoint.judgements(),
                sealed);
        byte[] unsigned = JsonFiles.text(state).getBytes(StandardCharsets.UTF_8);
        byte[] signed = replaced(unsigned, UNSIGNED, sha256(unsigned));
        seal(directory.resolve(STATE), out -> out.write(signed));
    }

    /** Reads and verifies. */
    Checkpoint read(Path directory, long step) {
        State state = state(directory.resolve(STATE));
        if (state.step() != step) {
            throw Faults.damaged(WHAT, directory, "it says that it is of step " + state.step());
        }
        Map<String, Sealed> sealed = new LinkedHashMap<>();
        state.files().forEach(file -> sealed.put(file.name(), file));
        List<Checkpoint.Average> averages = new ArrayList<>();
        for (double decay : state.emaDecays()) {
            Path file = verified(directory, emaFile(averages.size() + 1), sealed);
            averages.add(new Checkpoint.Average(decay, flat(file, state.layout())));
        }
        Map<String, float[]> vectors = new TreeMap<>();
        Map<String, Double> scalars = new TreeMap<>();
        readOptimizer(verified(directory, OPTIMIZER, sealed), vectors, scalars);
        float[] theta = flat(verified(directory, MODEL, sealed), state.layout());
        try {
            return new Checkpoint(
                    step,
                    state.seed(),
                    state.schedulerStep(),
                    state.counters(),
                    state.layout(),
                    theta,
                    averages,
                    vectors,
                    scalars,
                    state.judgements());
        } catch (IllegalArgumentException | ArithmeticException misfit) {
            throw Faults.damaged(WHAT, directory, "its parts do not fit together: " + misfit.getMessage());
        }
    }

    private State state(Path file) {
        byte[] signed = json.bytes(file, WHAT);
        JsonNode tree = JsonFiles.tree(signed, file, WHAT);
        String signature = tree.path("sha256").asString("");
        if (signature.length() != UNSIGNED.length()
                || !sha256(replaced(signed, signature, UNSIGNED)).equals(signature)) {
            throw Faults.damaged(WHAT, file, "its content does not agree with its SHA-256");
        }
        JsonFiles.requireVersion(
                tree, file, WHAT, VERSION); // after the signature: a flipped bit is not a newer version
        return JsonFiles.convert(tree, file, WHAT, State.class);
    }

    private static Path verified(Path directory, String name, Map<String, Sealed> sealed) {
        Path file = directory.resolve(name);
        Sealed expected = sealed.get(name);
        if (expected == null) {
            throw Faults.damaged(WHAT, file, STATE + " does not list it");
        }
        try {
            long size = Files.size(file);
            if (size != expected.bytes()) {
                throw Faults.damaged(WHAT, file, "it has " + size + " bytes instead of " + expected.bytes());
            }
            MessageDigest digest = ParameterHash.sha256();
            try (InputStream in = Files.newInputStream(file)) {
                in.transferTo(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
            }
            if (!ParameterHash.hex(digest).equals(expected.sha256())) {
                throw Faults.damaged(WHAT, file, "its content does not agree with its SHA-256 in " + STATE);
            }
            return file;
        } catch (IOException fault) {
            throw Faults.reading(WHAT, file, fault);
        }
    }

    private Sealed write(Path directory, String name, List<Tensor> tensors, Map<String, String> metadata)
            throws IOException {
        return seal(directory.resolve(name), out -> Safetensors.write(out, tensors, metadata));
    }

    private Sealed seal(Path file, AtomicFiles.Body body) throws IOException {
        MessageDigest digest = ParameterHash.sha256();
        try (Disk.Sink sink = files.disk().create(file)) {
            body.writeTo(new DigestOutputStream(sink, digest));
            sink.sync();
            return new Sealed(file.getFileName().toString(), sink.size(), ParameterHash.hex(digest));
        }
    }

    private Map<String, String> metadata(Checkpoint checkpoint, String role) {
        Map<String, String> metadata = new TreeMap<>();
        metadata.put("format", "pt"); // what Python's safetensors.torch writes and some of its readers ask for
        metadata.put("rheo", role);
        metadata.put(JsonFiles.VERSION, Integer.toString(VERSION));
        metadata.put("experiment", experiment);
        metadata.put("seed", Long.toString(checkpoint.seed()));
        metadata.put("step", Long.toString(checkpoint.step()));
        return metadata;
    }

    private static String emaFile(int number) {
        return number == 1 ? "ema.safetensors" : "ema-" + number + ".safetensors";
    }

    private static List<Tensor> named(List<ParameterSlice> layout, float[] theta) {
        return layout.stream()
                .map(slice -> new Tensor(slice.name(), slice.sizes(), Values.of(theta, slice.offset(), slice.length())))
                .toList();
    }

    private static List<Tensor> optimizer(Checkpoint checkpoint) {
        List<Tensor> tensors = new ArrayList<>();
        checkpoint
                .optimizerVectors()
                .forEach((name, vector) -> tensors.add(Tensor.of(name, Values.of(vector), vector.length)));
        checkpoint
                .optimizerScalars()
                .forEach((name, scalar) -> tensors.add(Tensor.of(name, Values.of(new double[] {scalar}))));
        return tensors;
    }

    private static void readOptimizer(Path path, Map<String, float[]> vectors, Map<String, Double> scalars) {
        try (SafetensorsFile file = SafetensorsFile.open(path)) {
            for (TensorInfo tensor : file.tensors()) {
                if (tensor.shape().isEmpty()) {
                    scalars.put(tensor.name(), file.doubles(tensor.name())[0]);
                } else {
                    vectors.put(tensor.name(), file.floats(tensor.name()));
                }
            }
        }
    }

    /** θ from its named parts; no larger than the file, whatever the layout says. */
    private static float[] flat(Path path, List<ParameterSlice> layout) {
        try (SafetensorsFile file = SafetensorsFile.open(path)) {
            long length = file.tensors().stream().mapToLong(TensorInfo::count).sum();
            float[] theta = new float[Math.toIntExact(length)];
            for (ParameterSlice slice : layout) {
                if (!file.tensor(slice.name()).shape().equals(slice.sizes())
                        || slice.offset() < 0
                        || slice.offset() > theta.length - slice.length()) {
                    throw Faults.damaged(WHAT, path, "the parameter " + slice.name() + " does not fit the layout");
                }
                file.floats(slice.name(), 0, theta, slice.offset(), slice.length());
            }
            return theta;
        } catch (ArithmeticException tooLarge) {
            throw Faults.damaged(WHAT, path, "it has more parameters than fit into one array");
        }
    }

    private static byte[] replaced(byte[] text, String from, String to) {
        Charset bytewise = StandardCharsets.ISO_8859_1;
        String latin = new String(text, bytewise);
        int at = latin.indexOf(from);
        if (at < 0) {
            return text; // escaped in the JSON, which Rheo does not write: the hash will not agree
        }
        return (latin.substring(0, at) + to + latin.substring(at + from.length())).getBytes(bytewise);
    }

    private static String sha256(byte[] bytes) {
        MessageDigest digest = ParameterHash.sha256();
        digest.update(bytes);
        return ParameterHash.hex(digest);
    }
}
