package dev.rheo.runtime.cli;

import dev.rheo.api.data.Table;
import dev.rheo.runtime.embed.ModelSampler;
import dev.rheo.runtime.embed.Opening;
import dev.rheo.runtime.embed.RheoException;
import dev.rheo.runtime.embed.RheoModel;
import dev.rheo.runtime.embed.Samples;
import dev.rheo.runtime.embed.SamplingCost;
import dev.rheo.runtime.sample.SolveStatistics;
import dev.rheo.runtime.samples.KnownRows;
import dev.rheo.runtime.samples.SampleFormat;
import dev.rheo.runtime.samples.SampleWriter;
import dev.rheo.runtime.samples.SampleWriters;
import dev.rheo.runtime.samples.SampleWriters.Content;
import dev.rheo.runtime.store.AtomicFiles;
import dev.rheo.runtime.store.Disk;
import dev.rheo.runtime.store.RunDirectory;
import dev.rheo.runtime.store.StoreException;
import dev.rheo.runtime.track.ProgressLine;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Draws samples of one model into files, and says how that goes. */
final class Drawing {
    private static final double NANOS = 1e9;

    private final Console console;
    private final Opening opening;
    private final Wish wish;

    /**
     * What a user asks for.
     *
     * @param count null for the manifest's
     * @param seed null for the run's
     * @param labels that samples are asked for in turn; empty for those of the data
     * @param conditions by name; empty for those of the data
     * @param known a file of entries of samples that are given; null for none
     * @param options of the section {@code sample}
     * @param times flow times to keep the states of; none for the samples alone
     * @param denoised whether the expected datum of each state is kept instead
     */
    record Wish(
            @Nullable Long count,
            @Nullable Long seed,
            List<Integer> labels,
            Map<String, Double> conditions,
            @Nullable Path known,
            List<String> options,
            SampleFormat format,
            List<Double> times,
            boolean denoised) {
        Wish(
                @Nullable Long count,
                @Nullable Long seed,
                List<Integer> labels,
                Map<String, Double> conditions,
                @Nullable Path known,
                List<String> options,
                SampleFormat format,
                List<Double> times,
                boolean denoised) {
            this.count = count;
            this.seed = seed;
            this.labels = List.copyOf(labels);
            this.conditions = new LinkedHashMap<>(conditions);
            this.known = known;
            this.options = List.copyOf(options);
            this.format = format;
            this.times = List.copyOf(times);
            this.denoised = denoised;
        }
    }

    Drawing(Console console, Opening opening, Wish wish) {
        this.console = console;
        this.opening = opening;
        this.wish = wish;
    }

    int into(Path file) {
        return into(name -> file);
    }

    /** Into the run's folder, under a name that tells seed and number; the samples that were evaluated keep theirs. */
    int into(RunDirectory run) {
        String labels = wish.labels().stream().map(label -> label + "-").collect(Collectors.joining());
        String conditions = wish.conditions().entrySet().stream()
                .map(each -> each.getKey() + "-" + each.getValue() + "-")
                .collect(Collectors.joining())
                .replaceAll("[^\\p{L}\\p{N}._-]", "_");
        String prefix =
                (wish.known() == null ? "" : "known-") + (labels.isEmpty() ? "" : "label-" + labels) + conditions;
        return into(name -> run.drawn(prefix + name + wish.format().suffix()));
    }

    private int into(Function<String, Path> target) {
        try (RheoModel model = opening.open()) {
            KnownRows known = known(model);
            ModelSampler sampler = model.sampler()
                    .with(wish.options().toArray(String[]::new))
                    .labels(wish.labels().stream().mapToInt(Integer::intValue).toArray())
                    .conditions(conditions(model))
                    .known(known == null ? new float[0] : known.values());
            long usual = known == null ? model.count() : known.count();
            long count = wish.count() != null ? wish.count() : Math.min(usual, sampler.most());
            long seed = wish.seed() != null ? wish.seed() : model.seed();
            List<Integer> shape = sampler.isBackward() ? model.stateShape() : model.shape();
            SampleWriters.refusal(wish.format(), shape).ifPresent(why -> {
                throw new Complaint(ExitCode.USAGE, why, "write them as npy or csv");
            });
            Optional<RheoModel.ValueRange> values = sampler.isBackward() ? Optional.empty() : model.valueRange();
            Content content = new Content(
                    count,
                    shape,
                    model.classes() > 0,
                    model.conditions(),
                    sampler.isBackward() ? Table.NONE : model.table(),
                    values.map(RheoModel.ValueRange::low).orElse(Double.NaN),
                    values.map(RheoModel.ValueRange::high).orElse(Double.NaN));
            String name = (sampler.isBackward() ? "backward-" : "") + "seed-" + seed + "-count-" + count;
            if (wish.times().isEmpty()) {
                Path file = target.apply(name);
                return draw(
                        count,
                        files -> SampleWriters.begin(wish.format(), files, file, content),
                        take -> sampler.sample(count, seed, take),
                        () -> "");
            }
            SampleWriters.refusal(wish.format(), content, wish.times().size()).ifPresent(why -> {
                throw new Complaint(ExitCode.USAGE, why, "draw fewer, or write them as npy");
            });
            Ways ways = new Ways(sampler, wish.times(), wish.denoised());
            Path file = target.apply(name + ways.suffix());
            return draw(
                    count,
                    files -> SampleWriters.beginPaths(
                            wish.format(), files, file, content, wish.times().size(), ways::times),
                    take -> ways.draw(count, seed, take),
                    () -> ", " + ways.at());
        } catch (RheoException e) {
            throw new Complaint(exitCode(e), e.what() + ": " + e.why(), e.remedy(), e);
        }
    }

    /** One row, NaN for what is not named. */
    private double[] conditions(RheoModel model) {
        if (wish.conditions().isEmpty()) {
            return new double[0];
        }
        List<String> names = model.conditions();
        double[] row = new double[names.size()];
        Arrays.fill(row, Double.NaN);
        wish.conditions().forEach((name, value) -> {
            int place = names.indexOf(name);
            if (place < 0) {
                throw new Complaint(
                        ExitCode.USAGE,
                        "--condition " + name + " is not a condition of this model",
                        names.isEmpty()
                                ? "it has none; leave the option out"
                                : "give one of " + String.join(", ", names));
            }
            row[place] = value;
        });
        return row;
    }

    private @Nullable KnownRows known(RheoModel model) {
        try {
            return wish.known() == null ? null : KnownRows.read(wish.known(), model.shape(), model.table());
        } catch (StoreException e) {
            throw new Complaint(ExitCode.USAGE, e.what() + " " + e.where() + ": " + e.why(), e.remedy(), e);
        }
    }

    private int draw(
            long count,
            Function<AtomicFiles, SampleWriter> begin,
            Function<Consumer<Samples>, SamplingCost> source,
            Supplier<String> remark) {
        AtomicFiles files = new AtomicFiles(Disk.local());
        try (DrawingStop stop = new DrawingStop(console);
                SampleWriter writer = begin.apply(files)) {
            long begun = System.nanoTime();
            ProgressLine line = new ProgressLine(console.err(), console.terminal(), System::nanoTime).patient();
            SamplingCost cost = source.apply(batch -> {
                writer.write(batch);
                long done = batch.first() + batch.count();
                if (console.terminal() || done < count) {
                    line.show(done, count, () -> progress(done, count, begun));
                }
            });
            List<Path> written = writer.commit();
            stop.done();
            console.err().println(summary(cost, (System.nanoTime() - begun) / NANOS) + remark.get());
            written.forEach(console.out()::println);
            return ExitCode.OK;
        }
    }

    private static String progress(long done, long all, long begun) {
        double rate = done / ((System.nanoTime() - begun) / NANOS);
        return String.format(
                Locale.ROOT,
                "sample %d/%d  %.0f samples/s  %s left",
                done,
                all,
                rate,
                ProgressLine.duration((all - done) / rate));
    }

    private static String summary(SamplingCost cost, double seconds) {
        return String.format(
                Locale.ROOT,
                "%d %s in %.1f s (%.0f samples/s), %s",
                cost.samples(),
                cost.samples() == 1 ? "sample" : "samples",
                seconds,
                cost.samples() / Math.max(1e-9, seconds),
                SolveStatistics.text(cost.evaluations(), cost.rejectedSteps()));
    }

    private static int exitCode(RheoException e) {
        return switch (e.kind()) {
            case ARGUMENT -> ExitCode.USAGE;
            case PLUGINS -> ExitCode.INVALID_MANIFEST;
            case INTERRUPTED -> ExitCode.INTERRUPTED;
            case MODEL, ENGINE, SOLVER, CLOSED -> ExitCode.FAILED;
        };
    }
}
