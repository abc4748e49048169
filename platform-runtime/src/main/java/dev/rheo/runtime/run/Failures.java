package dev.rheo.runtime.run;

import dev.rheo.api.coupling.CouplingException;
import dev.rheo.api.data.DataException;
import dev.rheo.runtime.latent.AutoencoderException;
import dev.rheo.runtime.pairs.PairException;
import dev.rheo.runtime.sample.SolveException;
import dev.rheo.runtime.store.RunState.Status;
import dev.rheo.runtime.store.StoreException;
import dev.rheo.runtime.train.DivergedException;
import dev.rheo.runtime.train.RehearsalException;

/** Turns whatever can be thrown inside a run into a sentence and a remedy. */
final class Failures {
    private Failures() {}

    static RunFailure of(Throwable thrown) {
        if (thrown instanceof RunFailure failure) {
            return failure;
        }
        if (thrown instanceof DivergedException diverged) {
            return new RunFailure(
                    Status.DIVERGED,
                    String.valueOf(diverged.getMessage()),
                    "lower the learning rate (train.optimizer.learningRate), clip the gradient (train.clip=1), or let"
                            + " training go back and on more slowly (train.onDivergence=rollback); checkpoints from before"
                            + " are kept",
                    thrown);
        }
        if (thrown instanceof AutoencoderException) {
            return new RunFailure(
                    Status.DIVERGED,
                    sentence(thrown),
                    "lower the learning rate of the autoencoder's optimizer (autoencoder.optimizer.learningRate)",
                    thrown);
        }
        if (thrown instanceof RehearsalException) {
            Throwable cause = thrown.getCause();
            String remedy = cause == null ? "nothing has been trained" : pairRemedy(cause);
            return failed(sentence(thrown), remedy, thrown);
        }
        if (thrown instanceof PairException) {
            Throwable cause = thrown.getCause() == null ? thrown : thrown.getCause();
            return failed("a minibatch could not be made: " + sentence(cause), pairRemedy(cause), cause);
        }
        if (thrown instanceof StoreException store) {
            return failed(store.what() + " " + store.where() + ": " + store.why(), store.remedy(), thrown);
        }
        if (thrown instanceof DataException data) {
            return failed(String.valueOf(data.getMessage()), data.remedy(), thrown);
        }
        if (thrown instanceof SolveException) {
            return failed("sampling failed: " + thrown.getMessage(), "see the message; training is saved", thrown);
        }
        if (thrown instanceof RehearsalException) {
            Throwable cause = thrown.getCause() == null ? thrown : thrown.getCause();
            return failed(sentence(thrown), pairRemedy(cause), thrown);
        }
        if (thrown instanceof OutOfMemoryError) {
            return failed(
                    "out of memory: " + thrown.getMessage(),
                    "use a smaller batch, or give the JVM more (RHEO_JAVA_OPTS=-Xmx8g)",
                    thrown);
        }
        return failed(sentence(thrown), "run again with --debug for the details, and report it", thrown);
    }

    private static String pairRemedy(Throwable cause) {
        if (cause instanceof CouplingException) {
            return "change the coupling's options or the batch as the message says";
        }
        if (cause instanceof DataException data) {
            return data.remedy();
        }
        return "this is a fault of a plugin; run again with --debug for the details";
    }

    private static RunFailure failed(String message, String remedy, Throwable cause) {
        return new RunFailure(Status.FAILED, message, remedy, cause);
    }

    private static String sentence(Throwable thrown) {
        String message = thrown.getMessage();
        return message == null || message.isBlank() ? thrown.getClass().getSimpleName() : message;
    }
}
