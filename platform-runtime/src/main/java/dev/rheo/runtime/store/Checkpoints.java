package dev.rheo.runtime.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The checkpoints of one run, {@code checkpoints/step-N/}. Each is written into a temporary directory, every file synced, and
 * the directory renamed into place: a checkpoint is there whole or not at all. Reading verifies every byte against the
 * SHA-256 in {@code state.json}, and that file against its own. Writers hold the run's lock; readers need none. Methods
 * throw {@link StoreException}; if {@link #save} does, the earlier checkpoints are as they were.
 */
public final class Checkpoints {
    private static final String WHAT = "the checkpoint";
    private static final Pattern STEP = Pattern.compile("step-(0|[1-9][0-9]{0,17})");
    private static final Pattern ASIDE = Pattern.compile("\\.(step-[0-9]+)\\.[0-9a-f]{16}\\.old");

    private final Path directory;
    private final AtomicFiles files;
    private final CheckpointCodec codec;

    /** @param experiment its name, which the weights' metadata state */
    Checkpoints(Path directory, String experiment, AtomicFiles files) {
        this.directory = directory;
        this.files = files;
        this.codec = new CheckpointCodec(experiment, files);
    }

    /**
     * Which checkpoints stay after one has been saved.
     *
     * @param last so many of the newest, at least 1, the one just saved included
     * @param pinned steps that stay whatever their age
     */
    public record Retention(int last, Set<Long> pinned) {
        public Retention {
            if (last < 1) {
                throw new IllegalArgumentException("keeping the last " + last + " checkpoints");
            }
            pinned = Set.copyOf(pinned);
        }

        public static Retention keepLast(int last) {
            return new Retention(last, Set.of());
        }
    }

    /** A checkpoint that was passed over, and why. */
    public record Damaged(long step, Path path, String why, String remedy) {}

    /**
     * The newest checkpoint that can be believed, if any, and the newer ones that cannot, newest first: to be reported.
     */
    public record Newest(Optional<Checkpoint> checkpoint, List<Damaged> skipped) {}

    /**
     * Saves a checkpoint; one of the same step is replaced. Afterwards removes those that {@code retention} does not keep,
     * and those of later steps: they belong to a course of the run that this one has left (a damaged checkpoint that was
     * passed over, or training after a rollback).
     *
     * @return its directory
     */
    public Path save(Checkpoint checkpoint, Retention retention) {
        files.createDirectory(directory, WHAT);
        Path target = path(checkpoint.step());
        Path temporary = AtomicFiles.temporaryBeside(target);
        boolean done = false;
        try {
            files.disk().createDirectory(temporary);
            codec.write(temporary, checkpoint);
            files.disk().syncDirectory(temporary);
            replace(target, temporary);
            done = true;
        } catch (IOException fault) {
            throw Faults.writing(WHAT, target, fault);
        } finally {
            if (!done) {
                AtomicFiles.deleteQuietly(temporary);
            }
        }
        files.disk().syncDirectory(directory);
        retain(checkpoint.step(), retention);
        return target;
    }

    /** Steps of all checkpoints, damaged or not, the oldest first. */
    public List<Long> steps() {
        List<Long> steps = new ArrayList<>();
        for (Path entry : AtomicFiles.entries(directory)) {
            Matcher name = STEP.matcher(entry.getFileName().toString());
            if (name.matches()) {
                steps.add(Long.parseLong(name.group(1)));
            }
        }
        return steps.stream().sorted().toList();
    }

    /** Reads one checkpoint and verifies all of it. */
    public Checkpoint load(long step) {
        return codec.read(path(step), step);
    }

    /**
     * Finds the newest checkpoint that can be believed.
     *
     * @throws NewerFormatException if a sound one is met that a newer version of Rheo wrote: going on from one before it
     *     would end in its removal
     */
    public Newest newest() {
        return newestBefore(Long.MAX_VALUE);
    }

    /**
     * The newest checkpoint that can be believed; empty if there is none at all.
     *
     * @param warnings hears of newer ones that were passed over
     * @throws StoreException as {@link #newest()}; and if there are checkpoints and none is sound: beginning again, and
     *     removing them, is not for Rheo to decide
     */
    public Optional<Checkpoint> newest(Consumer<String> warnings) {
        Newest newest = newest();
        newest.skipped()
                .forEach(damaged -> warnings.accept("checkpoint " + damaged.path() + " is skipped: " + damaged.why()));
        if (newest.checkpoint().isEmpty() && !newest.skipped().isEmpty()) {
            throw new StoreException(
                    "Cannot go on from the checkpoints",
                    directory,
                    "none of them is sound",
                    "Put a copy of one back; or move this folder away, and 'rheo resume' trains from the beginning.");
        }
        return newest.checkpoint();
    }

    /** Finds the newest checkpoint that can be believed, of those before {@code end}. */
    public Newest newestBefore(long end) {
        List<Damaged> skipped = new ArrayList<>();
        List<Long> steps = steps().stream().filter(step -> step < end).toList();
        for (int i = steps.size() - 1; i >= 0; i--) {
            long step = steps.get(i);
            try {
                return new Newest(Optional.of(load(step)), List.copyOf(skipped));
            } catch (NewerFormatException sound) {
                throw sound;
            } catch (StoreException damaged) {
                if (Files.exists(path(step))) { // else retention removed it meanwhile
                    skipped.add(new Damaged(step, path(step), damaged.why(), damaged.remedy()));
                }
            }
        }
        return new Newest(Optional.empty(), List.copyOf(skipped));
    }

    /**
     * To be thrown for a checkpoint that is sound and does not fit the experiment.
     *
     * @param why in which way, without a full stop
     */
    public StoreException misfit(long step, String why) {
        return new StoreException(
                "Cannot go on from the checkpoint",
                path(step),
                why,
                "It is of another experiment: move it away, or put back the run's own resolved.yaml or checkpoint.");
    }

    /** Puts right what a killed process left; the caller holds the run's lock. */
    void repair() {
        for (Path entry : AtomicFiles.entries(directory)) {
            Matcher aside = ASIDE.matcher(entry.getFileName().toString());
            if (aside.matches()) {
                putBack(entry, directory.resolve(String.valueOf(aside.group(1))));
            }
        }
        files.removeLeftovers(directory);
    }

    private void putBack(Path aside, Path target) {
        if (Files.exists(target)) {
            AtomicFiles.deleteQuietly(aside);
            return;
        }
        try {
            files.disk().rename(aside, target);
        } catch (IOException fault) {
            throw Faults.writing(WHAT, target, fault);
        }
    }

    private void replace(Path target, Path temporary) throws IOException {
        if (!Files.exists(target)) {
            files.disk().rename(temporary, target);
            return;
        }
        String name = AtomicFiles.temporaryBeside(target).getFileName().toString();
        Path aside = directory.resolve(name.replaceFirst("\\.tmp$", ".old"));
        files.disk().rename(target, aside);
        try {
            files.disk().rename(temporary, target);
        } catch (IOException fault) {
            files.disk().rename(aside, target);
            throw fault;
        }
        AtomicFiles.deleteQuietly(aside);
    }

    private void retain(long saved, Retention retention) {
        List<Long> upToSaved = steps().stream().filter(step -> step <= saved).toList();
        Set<Long> kept = new HashSet<>(retention.pinned());
        kept.addAll(upToSaved.subList(Math.max(0, upToSaved.size() - retention.last()), upToSaved.size()));
        for (long step : steps()) {
            if (step > saved || !kept.contains(step)) {
                remove(path(step));
            }
        }
    }

    /** Under a temporary name first, so that a checkpoint half removed is never taken for a damaged one. */
    private void remove(Path checkpoint) {
        Path temporary = AtomicFiles.temporaryBeside(checkpoint);
        try {
            files.disk().rename(checkpoint, temporary);
            AtomicFiles.deleteQuietly(temporary);
        } catch (IOException stays) {
            // one checkpoint too many does no harm; the next save tries again
        }
    }

    private Path path(long step) {
        return directory.resolve("step-" + step);
    }
}
