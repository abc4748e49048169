package dev.rheo.runtime.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.List;

/**
 * A block of DJL as a function of the state. Results belong to the manager of {@code x}. Several threads may call at once.
 *
 * @param parameters views of θ in the order of the layout
 */
record EagerFunction(EagerNetwork network, List<NDArray> parameters) {
    /**
     * All heads.
     *
     * @param x (n x sample), left as it is
     * @param t flow time
     * @param further what the network takes beside state and time
     */
    NDList heads(NDArray x, double t, List<NDArray> further) {
        JniUtils.setGradMode(false);
        try (NDManager scope = x.getManager().newSubManager()) {
            NDList inputs = inputs(scope, alias(scope, x), t, further);
            NDList heads = network.forward(scope, parameters, inputs, false);
            heads.attach(x.getManager());
            return heads;
        }
    }

    /** One head and its vector–Jacobian product by x. */
    NDList pullback(int head, NDArray x, double t, List<NDArray> further, NDArray cotangent) {
        JniUtils.setGradMode(true);
        try (NDManager scope = x.getManager().newSubManager()) {
            PtNDArray leaf = JniUtils.detachGradient((PtNDArray) x);
            leaf.attach(scope);
            JniUtils.attachGradient(leaf, true);
            NDArray out = network.forward(scope, parameters, inputs(scope, leaf, t, further), false)
                    .get(head);
            JniUtils.backward((PtNDArray) out, (PtNDArray) cotangent, false, false);
            NDList results = new NDList(JniUtils.detachGradient((PtNDArray) out), JniUtils.getGradient(leaf));
            results.attach(x.getManager());
            return results;
        } finally {
            JniUtils.setGradMode(false);
        }
    }

    private static NDList inputs(NDManager scope, NDArray x, double t, List<NDArray> further) {
        NDList inputs = new NDList(x, scope.full(new Shape(x.getShape().get(0)), (float) t));
        further.forEach(array -> inputs.add(alias(scope, array)));
        return inputs;
    }

    private static NDArray alias(NDManager scope, NDArray array) {
        NDArray alias = array.reshape(array.getShape());
        alias.attach(scope);
        return alias;
    }
}
