package dev.rheo.runtime.store;

import dev.rheo.runtime.profile.Profile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The directory of one run, {@code runs/<name>/<id>/}: where everything is, and its JSON files as records. Whoever writes
 * holds the {@link #lock}; readers need none, since every file is replaced whole. Thread-safe. Methods throw {@link
 * StoreException}.
 */
public final class RunDirectory {
    private final Path path;
    private final AtomicFiles files;
    private final JsonFiles json;

    RunDirectory(Path path, AtomicFiles files) {
        this.path = path;
        this.files = files;
        this.json = new JsonFiles(files);
    }

    /** Loads what writing records takes: the first one of a process is many times as slow as the next. */
    public static void prepare() {
        JsonFiles.text(RunState.begin("", "", 0, 0, Instant.EPOCH));
    }

    /** A run directory wherever it lies; it must hold a {@code run.json}, or the manifest that another can be made from. */
    public static RunDirectory at(Path path, AtomicFiles files) {
        RunDirectory run = new RunDirectory(path, files);
        if (!run.exists()) {
            throw new StoreException(
                    "Cannot open the run",
                    path,
                    "it has neither a run.json nor a resolved.yaml",
                    "Name a directory that 'rheo run' or 'rheo train' made ('rheo runs' lists them); a run that was stopped"
                            + " before either was written is begun again.");
        }
        return run;
    }

    boolean exists() {
        return hasState() || Files.exists(resolved());
    }

    /** Whether there is a {@code run.json}, whatever is in it. */
    boolean hasState() {
        return Files.exists(path.resolve("run.json"));
    }

    public Path path() {
        return path;
    }

    public String id() {
        return String.valueOf(path.toAbsolutePath().getFileName());
    }

    /** The experiment's name, taken from the directory above. */
    public String name() {
        return String.valueOf(AtomicFiles.directoryOf(path).getFileName());
    }

    /** The manifest as the user wrote it. */
    public Path manifest() {
        return path.resolve("manifest.yaml");
    }

    /** The manifest with every default, override and base filled in. */
    public Path resolved() {
        return path.resolve("resolved.yaml");
    }

    public Path log() {
        return path.resolve("run.log");
    }

    public Path metricsFile() {
        return path.resolve("metrics.jsonl");
    }

    public Path report() {
        return path.resolve("report.html");
    }

    /** Of the samples; see {@link #writeSamples}. */
    public Path samples() {
        return path.resolve("samples").resolve("samples.npy");
    }

    /** Labels of the samples; there need be none. */
    public Path labels() {
        return path.resolve("samples").resolve("labels.npy");
    }

    /** Conditions of the samples; there need be none. */
    public Path conditions() {
        return path.resolve("samples").resolve("conditions.npy");
    }

    public Checkpoints checkpoints() {
        return new Checkpoints(path.resolve("checkpoints"), name(), files);
    }

    /**
     * Takes the right to write until it is closed, and removes what a killed process left half-written.
     *
     * @throws StoreException with the process id of the one that has it, if another has
     */
    public RunLock lock() {
        RunLock lock = RunLock.acquire(files, path);
        boolean ready = false;
        try {
            files.removeLeftovers(path);
            files.removeLeftovers(path.resolve("samples"));
            checkpoints().repair();
            ready = true;
            return lock;
        } finally {
            if (!ready) {
                lock.close();
            }
        }
    }

    /** Whether a living process is writing to this run. */
    public boolean isActive() {
        return RunLock.isHeld(path);
    }

    public void writeManifest(String yaml) {
        files.write(manifest(), "the manifest", yaml);
    }

    public void writeResolved(String yaml) {
        files.write(resolved(), "the resolved manifest", yaml);
    }

    public void writeState(RunState state) {
        json.write(path.resolve("run.json"), "the run's state", state);
    }

    public RunState state() {
        return json.read(path.resolve("run.json"), "the run's state", RunState.VERSION, RunState.class);
    }

    public void writeEnvironment(Environment environment) {
        json.write(path.resolve("environment.json"), "the run's environment", environment);
    }

    /** Whether the environment was recorded: a run that ended before its training began has none. */
    public boolean hasEnvironment() {
        return Files.exists(path.resolve("environment.json"));
    }

    public Environment environment() {
        Path file = path.resolve("environment.json");
        return json.read(file, "the run's environment", Environment.VERSION, Environment.class);
    }

    public void writeProfile(Profile profile) {
        json.write(path.resolve("profile.json"), "the profile", profile);
    }

    /** What {@link #writeProfile} wrote last; empty if the training was not measured. */
    public Optional<Profile> profile() {
        Path file = path.resolve("profile.json");
        return Files.exists(file)
                ? Optional.of(json.read(file, "the profile", Profile.VERSION, Profile.class))
                : Optional.empty();
    }

    public void writeData(DataFacts data) {
        json.write(path.resolve("data.json"), "what the run keeps of its data", data);
    }

    /** What the run keeps of its training data; empty if training has not begun. */
    public Optional<DataFacts> data() {
        Path file = path.resolve("data.json");
        return Files.exists(file)
                ? Optional.of(json.read(file, "what the run keeps of its data", DataFacts.VERSION, DataFacts.class))
                : Optional.empty();
    }

    /** Of the parameters that an autoencoder has; see {@link #writeAutoencoder}. */
    public Path autoencoderFile() {
        return path.resolve(SavedAutoencoder.FILE);
    }

    public void writeAutoencoder(SavedAutoencoder autoencoder) {
        autoencoder.write(files, autoencoderFile());
    }

    /**
     * What {@link #writeAutoencoder} wrote; empty if the flow is none of latents, or its autoencoder not ready.
     *
     * @param layout of the parameters
     */
    public Optional<SavedAutoencoder> autoencoder(List<ParameterSlice> layout) {
        return Files.exists(autoencoderFile())
                ? Optional.of(SavedAutoencoder.read(autoencoderFile(), layout))
                : Optional.empty();
    }

    /** As {@link #autoencoder(List)}, of whatever layout the file has. */
    public Optional<SavedAutoencoder> autoencoder() {
        return Files.exists(autoencoderFile())
                ? Optional.of(SavedAutoencoder.read(autoencoderFile()))
                : Optional.empty();
    }

    /** Opens {@code metrics.jsonl} to go on after a step; see {@link MetricsLog#resume}. */
    public MetricsLog metrics(long resumedStep) {
        return MetricsLog.resume(files, metricsFile(), resumedStep);
    }

    public void writeEvaluation(Evaluation evaluation) {
        json.write(path.resolve("evaluation.json"), "the evaluation", evaluation.content());
    }

    /** What {@link #writeEvaluation} wrote last; empty if the run has not been evaluated. */
    public Optional<Evaluation> evaluation() {
        Path file = path.resolve("evaluation.json");
        String what = "the evaluation";
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Evaluation.of(JsonFiles.tree(json.bytes(file, what), file, what, Evaluation.VERSION)));
        } catch (IllegalArgumentException wrong) {
            throw Faults.damaged(what, file, "its content is not as expected (" + wrong.getMessage() + ")");
        }
    }

    /**
     * Writes {@code samples/samples.npy}, float32 in the data's own units.
     *
     * @param shape number of samples, then the shape of one
     */
    public void writeSamples(Values values, long... shape) {
        files.createDirectory(AtomicFiles.directoryOf(samples()), "the samples");
        Npy.write(files, samples(), "the samples", values, shape);
    }

    /** Writes {@code samples/samples.csv}: the samples as cells of a table. */
    public void writeCells(String csv) {
        files.write(drawn("samples.csv"), "the samples", csv);
    }

    /**
     * A place for a further draw beside the samples, which may be taken already. Makes the folder.
     *
     * @param name of the file
     */
    public Path drawn(String name) {
        files.createDirectory(AtomicFiles.directoryOf(samples()), "the samples");
        return samples().resolveSibling(name);
    }

    /** Writes {@code samples/labels.npy}, int64, one for each sample. */
    public void writeLabels(long... labels) {
        files.createDirectory(AtomicFiles.directoryOf(labels()), "the labels");
        Npy.write(files, labels(), "the labels", Values.of(labels), labels.length);
    }

    /** Writes {@code samples/conditions.npy}, float32, a row for each sample. */
    public void writeConditions(Values conditions, long... shape) {
        files.createDirectory(AtomicFiles.directoryOf(conditions()), "the conditions");
        Npy.write(files, conditions(), "the conditions", conditions, shape);
    }

    /** Writes {@code report.html}. */
    public void writeReport(String html) {
        files.write(report(), "the report", html);
    }
}
