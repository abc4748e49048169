package dev.rheo.runtime.store;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * All runs below one directory, {@code runs/<name>/<id>/}. An id is the UTC time of creation and four random digits,
 * {@code yyyyMMdd-HHmmss-xxxx}: ids sort by time. Thread-safe. Methods throw {@link StoreException}.
 */
public final class Runs {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);
    private static final int TIME_LENGTH = 15;
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}]([\\p{L}\\p{N}._-]{0,98}[\\p{L}\\p{N}])?");
    private static final int ATTEMPTS = 100;
    private static final int SHOWN = 5;
    private static final String LATEST = "latest";

    private final Path root;
    private final Clock clock;
    private final RandomGenerator random;
    private final AtomicFiles files;

    /**
     * @param root need not exist before the first run
     * @param random for the last four digits of ids
     */
    public Runs(Path root, Clock clock, RandomGenerator random, AtomicFiles files) {
        this.root = root;
        this.clock = clock;
        this.random = random;
        this.files = files;
    }

    /** Makes the directory of a new run, empty but for {@code samples} and {@code checkpoints} to come. */
    public RunDirectory create(String name) {
        if (!NAME.matcher(name).matches() || name.equals(LATEST)) {
            throw new StoreException(
                    "Cannot create a run named '" + name + "' in",
                    root,
                    "that name cannot be a directory's name here",
                    "Use letters, digits and . _ - between them, at most 100, and not 'latest'.");
        }
        Path parent = root.resolve(name);
        files.createDirectories(parent, "the run");
        for (int attempt = 1; ; attempt++) {
            Path path = parent.resolve(TIME.format(clock.instant()) + String.format("-%04x", random.nextInt(1 << 16)));
            try {
                files.disk().createDirectory(path);
                files.disk().syncDirectory(parent);
                return new RunDirectory(path, files);
            } catch (FileAlreadyExistsException taken) {
                if (attempt == ATTEMPTS) {
                    throw Faults.writing("the run", path, taken);
                }
            } catch (IOException fault) {
                throw Faults.writing("the run", path, fault);
            }
        }
    }

    /** Every run, the newest first; one whose {@code run.json} cannot be read is listed with the reason. */
    public List<RunSummary> list() {
        return summaries(run -> true);
    }

    /**
     * Finds one run.
     *
     * @param selector {@code latest}; an id or the beginning of one; an experiment's name, for its newest run; {@code
     *     name/id}; or the path of a run directory
     */
    public RunDirectory find(String selector) {
        if (selector.equals(LATEST)) {
            return newest(run -> true, selector);
        }
        Optional<Path> folder = folder(selector);
        if (folder.isPresent() && new RunDirectory(folder.get(), files).exists()) {
            return RunDirectory.at(folder.get(), files);
        }
        if (directories().stream().anyMatch(run -> run.name().equals(selector))) {
            return newest(run -> run.name().equals(selector), selector);
        }
        Predicate<RunDirectory> begins = run -> !selector.isEmpty()
                && (run.id().startsWith(selector) || (run.name() + "/" + run.id()).startsWith(selector));
        List<RunDirectory> found = directories().stream().filter(begins).toList();
        if (found.size() > 1) {
            throw new StoreException(
                    "Cannot tell which run '" + selector + "' means in",
                    root,
                    found.size() + " runs begin so: " + shown(found),
                    "Give more digits of the id.");
        }
        if (found.isEmpty() && folder.isPresent()) {
            return RunDirectory.at(folder.get(), files); // says what is missing in it
        }
        return newest(begins, selector);
    }

    private static Optional<Path> folder(String selector) {
        try {
            return Optional.of(Path.of(selector)).filter(path -> !selector.isEmpty() && Files.isDirectory(path));
        } catch (InvalidPathException noPath) {
            return Optional.empty();
        }
    }

    private RunDirectory newest(Predicate<RunDirectory> which, String selector) {
        return summaries(which).stream()
                .findFirst()
                .map(run -> new RunDirectory(run.path(), files))
                .orElseThrow(() -> unknown(selector));
    }

    private StoreException unknown(String selector) {
        List<RunDirectory> all = directories();
        String why = all.isEmpty() ? "there are no runs" : "no run has that id or name; there are " + shown(all);
        return new StoreException(
                "Cannot find the run '" + selector + "' in",
                root,
                why,
                "'rheo runs' lists all of them; a run is named by 'latest', its id or its beginning, its experiment or its directory.");
    }

    private List<RunSummary> summaries(Predicate<RunDirectory> which) {
        Comparator<RunSummary> order = Comparator.comparing((RunSummary run) -> second(run.id()))
                .thenComparing(RunSummary::started)
                .thenComparing(RunSummary::id);
        return directories().stream()
                .filter(which)
                .map(RunSummary::of)
                .sorted(order.reversed())
                .toList();
    }

    private static String second(String id) {
        return id.substring(0, Math.min(TIME_LENGTH, id.length()));
    }

    private List<RunDirectory> directories() {
        List<RunDirectory> found = new ArrayList<>();
        for (Path name : AtomicFiles.entries(root)) {
            if (Files.isDirectory(name)) {
                for (Path id : AtomicFiles.entries(name)) {
                    RunDirectory run = new RunDirectory(id, files);
                    if (run.hasState()) {
                        found.add(run);
                    }
                }
            }
        }
        return found;
    }

    private static String shown(List<RunDirectory> runs) {
        String first = runs.stream()
                .skip(Math.max(0, runs.size() - SHOWN))
                .map(run -> run.name() + "/" + run.id())
                .collect(Collectors.joining(", "));
        return runs.size() > SHOWN ? first + " and others" : first;
    }
}
