package dev.rheo.runtime.engine;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;

/** A call in inference mode: nothing is looked up, named or wrapped on the way. */
record DirectInvocation(PtNDManager manager, PtSymbolBlock program, String method, IValue[] arguments)
        implements Invocation {
    @Override
    public Results run() {
        return new Numbers(manager, IValueUtils.runMethod(program, method, arguments));
    }

    private record Numbers(PtNDManager manager, IValue list) implements Results {
        @Override
        public double[] numbers() {
            PtNDArray[] arrays = list.toTensorArray(manager);
            double[] numbers = new double[arrays.length];
            for (int i = 0; i < arrays.length; i++) {
                numbers[i] = arrays[i].toFloatArray()[0];
                arrays[i].close();
            }
            return numbers;
        }

        @Override
        public float[] floats(int result) {
            PtNDArray[] arrays = list.toTensorArray(manager);
            float[] floats = arrays[result].toFloatArray();
            for (PtNDArray array : arrays) {
                array.close();
            }
            return floats;
        }

        @Override
        public void close() {
            list.close();
        }
    }
}
