package dev.rheo.runtime.store;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code metrics.jsonl}: one JSON object per line, {@code {"step": 100, "phase": "train", "loss": 0.51, …}}, steps of a phase
 * increasing (an evaluation takes time: its line may follow lines of later steps). Lines are gathered and written in
 * groups; {@link #sync} makes them durable and belongs before a checkpoint of the same step, so that after a crash the log
 * reaches at least as far as the checkpoint that the run resumes from. What is measured twice at one step, as by a resumed
 * run, is written once. A number that is not finite is the text {@code "NaN"}, {@code "Infinity"} or {@code "-Infinity"}.
 * Thread-safe.
 */
public final class MetricsLog implements AutoCloseable {
    private static final String WHAT = "the metrics";
    private static final int GROUP = 64;

    /** The phase of evaluations. */
    public static final String EVALUATE = "evaluate";

    private static final JsonMapper MAPPER = JsonMapper.shared();

    private final AtomicFiles files;
    private final Path path;
    private final ByteArrayOutputStream pending = new ByteArrayOutputStream();
    private final Map<String, Long> lastSteps = new HashMap<>();
    private Disk.Sink sink;
    private int pendingLines;
    private long from;

    private MetricsLog(AtomicFiles files, Path path, long from) throws IOException {
        this.files = files;
        this.path = path;
        this.from = from;
        this.sink = open(from);
    }

    /**
     * One line.
     *
     * @param step training step it belongs to, counted from 1; 0 is before training
     * @param phase what was measured: {@code train}, {@code evaluate} …
     * @param values by name, except {@code step} and {@code phase}; kept and written in the order of their names
     */
    public record Line(long step, String phase, Map<String, Double> values) {
        public Line {
            values = Collections.unmodifiableMap(new TreeMap<>(values));
            if (values.containsKey("step") || values.containsKey("phase")) {
                throw new IllegalArgumentException("step and phase are no values");
            }
        }
    }

    /**
     * Opens the log to go on after {@code resumedStep}: lines of what follows it, and any that a crash left torn, are removed
     * first, in one atomic step. For a new run the file need not exist.
     */
    public static MetricsLog resume(AtomicFiles files, Path path, long resumedStep) {
        try {
            return new MetricsLog(files, path, resumedStep);
        } catch (IOException fault) {
            throw Faults.writing(WHAT, path, fault);
        }
    }

    private Disk.Sink open(long resumedStep) throws IOException {
        if (Files.exists(path) && !isClean(path, resumedStep)) {
            List<String> kept = new ArrayList<>();
            forEach(path, (text, line) -> line.filter(is -> is.step() <= resumedStep)
                    .ifPresent(is -> kept.add(text)));
            files.write(path, WHAT, kept.isEmpty() ? "" : String.join("\n", kept) + "\n");
        }
        lastSteps.clear();
        if (Files.exists(path)) {
            forEach(path, (text, line) -> line.filter(is -> is.step() == resumedStep)
                    .ifPresent(is -> lastSteps.put(is.phase(), resumedStep)));
        }
        Disk.Sink sink = files.disk().append(path);
        files.disk().syncDirectory(AtomicFiles.directoryOf(path));
        return sink;
    }

    /** Removes the lines of what follows {@code step}, to go on from there. */
    public synchronized void rewind(long step) {
        flush();
        try {
            sink.close();
            sink = open(step);
        } catch (IOException fault) {
            throw Faults.writing(WHAT, path, fault);
        }
        from = step;
    }

    /** Appends one line, unless the last one of its phase is of the same step. */
    public synchronized void append(Line line) {
        long last = lastSteps.getOrDefault(line.phase(), from);
        if (line.step() < last) {
            throw new IllegalArgumentException("step " + line.step() + " after step " + last);
        }
        if (line.step() == last && lastSteps.containsKey(line.phase())) {
            return;
        }
        lastSteps.put(line.phase(), line.step());
        ObjectNode node = MAPPER.createObjectNode();
        node.put("step", line.step()).put("phase", line.phase());
        line.values().forEach(node::put);
        pending.writeBytes((MAPPER.writeValueAsString(node) + "\n").getBytes(StandardCharsets.UTF_8));
        pendingLines++;
        if (pendingLines >= GROUP) {
            flush();
        }
    }

    /** Hands all lines to the operating system, so that other processes see them. */
    public synchronized void flush() {
        if (pendingLines == 0) {
            return;
        }
        byte[] bytes = pending.toByteArray();
        pending.reset();
        pendingLines = 0;
        try {
            reopenIfRemoved();
            long size = sink.size();
            try {
                sink.write(bytes, 0, bytes.length);
            } catch (IOException fault) {
                sink.truncate(size); // no torn line in the middle of the log if writing goes on later
                throw fault;
            }
        } catch (IOException fault) {
            throw Faults.writing(WHAT, path, fault);
        }
    }

    /** Else lines would go into a file without a name; if the run's directory is gone too, this is where it shows. */
    private void reopenIfRemoved() throws IOException {
        if (!Files.exists(path)) {
            Disk.Sink again = files.disk().append(path);
            sink.close();
            sink = again;
        }
    }

    /** {@link #flush}, and returns once they are on the device. */
    public synchronized void sync() {
        flush();
        try {
            sink.sync();
        } catch (IOException fault) {
            throw Faults.writing(WHAT, path, fault);
        }
    }

    @Override
    public synchronized void close() {
        try {
            try {
                flush();
            } finally {
                sink.close();
            }
        } catch (IOException fault) {
            throw Faults.writing(WHAT, path, fault);
        }
    }

    /** All whole lines of a log, of a run that may still be writing it; none if there is no log. */
    public static List<Line> read(Path path) {
        List<Line> lines = new ArrayList<>();
        try {
            if (Files.exists(path)) {
                forEach(path, (text, line) -> line.ifPresent(lines::add));
            }
            return lines;
        } catch (IOException fault) {
            throw Faults.reading(WHAT, path, fault);
        }
    }

    private interface Visitor {
        void visit(String text, Optional<Line> line);
    }

    private static boolean isClean(Path path, long resumedStep) throws IOException {
        boolean[] clean = {endsWithNewline(path)};
        forEach(
                path,
                (text, line) ->
                        clean[0] &= line.filter(is -> is.step() <= resumedStep).isPresent());
        return clean[0];
    }

    private static boolean endsWithNewline(Path path) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
            if (file.length() == 0) {
                return true;
            }
            file.seek(file.length() - 1);
            return file.read() == '\n';
        }
    }

    private static void forEach(Path path, Visitor visitor) throws IOException {
        // ISO 8859-1 takes any byte, so that a damaged line spoils no other; a line's own bytes are decoded in parse
        try (BufferedReader reader = Files.newBufferedReader(path, StandardCharsets.ISO_8859_1)) {
            for (String raw = reader.readLine(); raw != null; raw = reader.readLine()) {
                String text = new String(raw.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
                visitor.visit(text, parse(text));
            }
        }
    }

    private static Optional<Line> parse(String text) {
        try {
            JsonNode node = MAPPER.readTree(text);
            if (!node.path("step").isIntegralNumber() || !node.path("phase").isString()) {
                return Optional.empty();
            }
            Map<String, Double> values = new TreeMap<>();
            node.properties().forEach(entry -> {
                if (!entry.getKey().equals("step") && !entry.getKey().equals("phase")) {
                    values.put(entry.getKey(), Evaluation.number(entry.getValue()));
                }
            });
            return Optional.of(
                    new Line(node.path("step").longValue(), node.path("phase").stringValue(), values));
        } catch (JacksonException | IllegalArgumentException torn) {
            return Optional.empty();
        }
    }
}
