package dev.rheo.runtime.engine;

import ai.djl.ndarray.NDList;
import ai.djl.pytorch.engine.PtSymbolBlock;

/** A call outside of inference mode, for programs that torch.autograd differentiates. */
record AutogradInvocation(PtSymbolBlock program, Call call) implements Invocation {
    @Override
    public Results run() {
        return new Numbers(call.run(program));
    }

    private record Numbers(NDList list) implements Results {
        @Override
        public double[] numbers() {
            return list.stream().mapToDouble(a -> a.toFloatArray()[0]).toArray();
        }

        @Override
        public float[] floats(int result) {
            return list.get(result).toFloatArray();
        }

        @Override
        public void close() {
            list.close();
        }
    }
}
