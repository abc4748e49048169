package dev.rheo.runtime.store;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code run.json}: how far a run has come and how it ended.
 *
 * @param id the run directory's name
 * @param name the experiment's name
 * @param stepsDone training steps done, as of the last time that this was written
 * @param stepsTotal training steps asked for
 * @param parameterHash {@link ParameterHash} of θ at {@code stepsDone}; null while running
 * @param started when the run was first started
 * @param ended when it last ended; null while running
 * @param latents of a flow of latents, once its autoencoder is ready; else null
 * @param failure the message that the user saw if the run failed or diverged, else null
 */
public record RunState(
        int formatVersion,
        String id,
        String name,
        Status status,
        long stepsDone,
        long stepsTotal,
        long seed,
        @Nullable String parameterHash,
        Instant started,
        @Nullable Instant ended,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Latents latents,
        @Nullable String failure) {
    static final int VERSION = 1;

    /** How a run is, or how it ended. */
    public enum Status {
        @JsonProperty("running")
        RUNNING,
        @JsonProperty("completed")
        COMPLETED,
        @JsonProperty("interrupted")
        INTERRUPTED,
        @JsonProperty("failed")
        FAILED,
        @JsonProperty("diverged")
        DIVERGED
    }

    /**
     * The autoencoder of a flow of latents.
     *
     * @param shape sizes of one latent
     * @param scale what latents are multiplied by
     * @param autoencoderHash {@link ParameterHash} of its parameters
     */
    public record Latents(List<Integer> shape, double scale, String autoencoderHash) {
        public Latents {
            shape = List.copyOf(shape);
        }

        public static Latents of(AutoencoderFacts facts) {
            return new Latents(facts.latentShape(), facts.scale(), facts.parameterHash());
        }
    }

    /** A run that begins now. */
    public static RunState begin(String id, String name, long seed, long stepsTotal, Instant started) {
        return new RunState(VERSION, id, name, Status.RUNNING, 0, stepsTotal, seed, null, started, null, null, null);
    }

    /** The same run, running (again) at a step. */
    public RunState running(long steps, long total) {
        return new RunState(VERSION, id, name, Status.RUNNING, steps, total, seed, null, started, null, latents, null);
    }

    /** The same run, of these latents. */
    public RunState with(Latents found) {
        return new RunState(
                VERSION, id, name, status, stepsDone, stepsTotal, seed, parameterHash, started, ended, found, failure);
    }

    /** The same run, ended. */
    public RunState ended(Status how, long steps, @Nullable String hash, Instant when, @Nullable String message) {
        return new RunState(VERSION, id, name, how, steps, stepsTotal, seed, hash, started, when, latents, message);
    }
}
