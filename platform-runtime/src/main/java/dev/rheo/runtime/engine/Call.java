package dev.rheo.runtime.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValueUtils;
import java.util.List;

/**
 * The arguments of one method of a program, passed outside of inference mode. Arrays are named for the engine, which
 * reads {@code name[]} as an element of a list, so every array here is an alias of its own.
 */
final class Call {
    private final PtNDManager manager;
    private final NDList arguments = new NDList();

    Call(PtNDManager manager, String method) {
        this.manager = manager;
        NDArray marker = manager.zeros(new Shape(1));
        marker.setName("module_method:" + method);
        arguments.add(marker);
    }

    Call tensor(NDArray array) {
        arguments.add(alias(array));
        return this;
    }

    /** A list argument; an empty one gets an element that nobody reads, because the engine drops empty lists. */
    Call list(String name, List<? extends NDArray> arrays) {
        List<? extends NDArray> elements = arrays.isEmpty() ? List.of(manager.zeros(new Shape(1))) : arrays;
        for (NDArray array : elements) {
            NDArray alias = alias(array);
            alias.setName(name + "[]");
            arguments.add(alias);
        }
        return this;
    }

    /** Runs the method; the results belong to the manager of this call. */
    NDList run(PtSymbolBlock program) {
        return IValueUtils.forward(program, arguments, true);
    }

    NDList arguments() {
        return arguments;
    }

    private PtNDArray alias(NDArray array) {
        NDArray alias = array.reshape(array.getShape());
        alias.attach(manager);
        return (PtNDArray) alias;
    }
}
