package dev.rheo.runtime.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.JniUtils;
import dev.rheo.runtime.program.EagerStep;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A gradient, or a whole step, of a network that is a block of DJL: the block runs eagerly and torch.autograd differentiates it;
 * the loss, its derivative by the block's results, and the update are compiled.
 *
 * @param parameters views of θ
 * @param gradients views of the gradient
 * @param inputs those of the minibatch, in the order of the loss program
 * @param hyper the host's numbers
 * @param reported how many results of the loss program come before the derivatives
 * @param update does the rest of a step; null for the gradient alone
 */
record EagerInvocation(
        PtNDManager manager,
        PtSymbolBlock program,
        EagerStep step,
        EagerNetwork network,
        List<PtNDArray> parameters,
        List<PtNDArray> gradients,
        List<PtNDArray> constants,
        List<PtNDArray> inputs,
        PtNDArray hyper,
        int reported,
        @Nullable Invocation update)
        implements Invocation {
    private static final int ATTEMPTS = 20;

    /**
     * A number of Java in an operation of DJL, as in {@code x.mul(2)}, is a tensor on a buffer of Java that nothing but that
     * operation holds. torch.autograd reads it again on the way back, and would read freed memory if the garbage collector had
     * been there in between: then the way is gone once more.
     */
    @Override
    public Results run() {
        for (int attempt = 1; ; attempt++) {
            Optional<Results> results = attempt(attempt == ATTEMPTS);
            if (results.isPresent()) {
                return results.get();
            }
        }
    }

    /** @param last whether it counts whatever the garbage collector did */
    private Optional<Results> attempt(boolean last) {
        try (PtNDManager scope = (PtNDManager) manager.newSubManager()) {
            long collections = collections();
            NDList given = call(scope, "arguments", List.of()).run(program);
            List<PtNDArray> leaves =
                    parameters.stream().map(view -> leaf(scope, view)).toList();
            NDList heads = forward(scope, leaves, given);
            List<NDArray> results = new ArrayList<>();
            heads.forEach(head -> results.add(detached(scope, head)));
            NDList judged = call(scope, "judge", results).run(program);
            List<float[]> numbers = new ArrayList<>();
            for (int i = 0; i < reported; i++) {
                numbers.add(judged.get(i).toFloatArray());
            }
            for (int i = 0; i < heads.size(); i++) {
                boolean more = i + 1 < heads.size();
                JniUtils.backward((PtNDArray) heads.get(i), (PtNDArray) judged.get(reported + i), more, false);
            }
            if (collections() != collections && !last) {
                return Optional.empty();
            }
            store(scope, leaves, Float.isFinite(numbers.get(0)[0]));
            if (update == null) {
                return Optional.of(new Numbers(numbers, norm()));
            }
            try (Results rest = update.run()) {
                return Optional.of(new Numbers(numbers, rest.numbers()[0]));
            }
        }
    }

    private static long collections() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionCount)
                .sum();
    }

    private NDList forward(PtNDManager scope, List<PtNDArray> leaves, NDList given) {
        JniUtils.setGradMode(true);
        try {
            NDList heads = network.forward(scope, leaves, given, true);
            if (heads.size() != step.heads()) {
                throw new IllegalStateException(
                        "the block returned " + heads.size() + " arrays, not " + step.heads() + " heads");
            }
            return heads;
        } finally {
            JniUtils.setGradMode(false);
        }
    }

    /** A loss that is not finite must not change θ, which the update sees by the gradient. */
    private void store(PtNDManager scope, List<PtNDArray> leaves, boolean finite) {
        List<NDArray> found = new ArrayList<>();
        for (PtNDArray leaf : leaves) {
            PtNDArray gradient = JniUtils.getGradient(leaf);
            NDArray kept = gradient == null ? leaf.zerosLike() : gradient;
            found.add(finite ? kept : kept.mul(Float.NaN));
        }
        new Call(scope, "store")
                .list("V", gradients)
                .list("G", found)
                .tensor(hyper)
                .run(program);
    }

    private double norm() {
        double sum = 0;
        for (PtNDArray gradient : gradients) {
            try (NDArray squares = gradient.square();
                    NDArray total = squares.sum()) {
                sum += total.toFloatArray()[0];
            }
        }
        return Math.sqrt(sum);
    }

    private Call call(PtNDManager scope, String method, List<NDArray> more) {
        Call call = new Call(scope, method).list("W", parameters).list("C", constants);
        inputs.forEach(call::tensor);
        more.forEach(call::tensor);
        return call;
    }

    private static PtNDArray leaf(PtNDManager scope, PtNDArray view) {
        PtNDArray leaf = (PtNDArray) detached(scope, view);
        JniUtils.attachGradient(leaf, true);
        return leaf;
    }

    /** The same numbers in the same memory, without a past. */
    private static NDArray detached(PtNDManager scope, NDArray array) {
        PtNDArray alone = JniUtils.detachGradient((PtNDArray) array);
        alone.attach(scope);
        return alone;
    }

    private record Numbers(List<float[]> results, double norm) implements Results {
        @Override
        public double[] numbers() {
            double[] numbers = new double[results.size() + 1];
            for (int i = 0; i < results.size(); i++) {
                numbers[i] = results.get(i)[0];
            }
            numbers[results.size()] = norm;
            return numbers;
        }

        @Override
        public float[] floats(int result) {
            return results.get(result);
        }

        @Override
        public void close() {}
    }
}
