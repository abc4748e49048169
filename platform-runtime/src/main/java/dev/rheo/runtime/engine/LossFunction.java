package dev.rheo.runtime.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.JniUtils;
import dev.rheo.runtime.program.BlockCall;
import dev.rheo.runtime.program.Kernels;
import dev.rheo.runtime.program.LossProgram;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A loss with a θ of its own, without derivatives by it. Used by one thread, which has entered the engine. */
public final class LossFunction implements AutoCloseable {
    private final PtNDManager manager;
    private final LossProgram program;
    private final PtSymbolBlock block;
    private final NDList views;
    private final @Nullable EagerNetwork eager;

    /** @param parameters θ in the order of the program's layout; copied */
    public LossFunction(TorchEngine engine, LossProgram program, float[] parameters) {
        this.program = program;
        manager = engine.newTorchManager();
        Kernels kernels = program.automatic() || program.module() != null ? Kernels.PORTABLE : engine.kernels();
        block = TorchEngine.load(manager, program.source(), kernels, program.module());
        DirectTensor theta =
                DirectTensor.of(manager, new long[] {program.layout().size()}, DataType.FLOAT32);
        theta.set(parameters);
        views = new Call(manager, "split").tensor(theta.array()).run(block);
        if (program.module() != null) {
            new Call(manager, "bind").list("W", views).run(block).close();
        }
        BlockCall call = program.block();
        eager = call == null ? null : new EagerNetwork(engine, call, program.layout());
    }

    /** A place for minibatches, which belongs to this function. */
    public MinibatchSlot newSlot(int batch) {
        return new MinibatchSlot(manager, program.inputs(), batch);
    }

    /** The loss of what is in {@code slot}. */
    public double of(MinibatchSlot slot) {
        JniUtils.setGradMode(false);
        try (PtNDManager scope = (PtNDManager) manager.newSubManager()) {
            NDList constants = new Call(scope, "constants").run(block);
            if (eager == null) {
                return number(call(scope, "loss", constants, slot).run(block));
            }
            NDList given = call(scope, "arguments", constants, slot).run(block);
            Call judge = call(scope, "judge", constants, slot);
            eager.forward(scope, views, given, false).forEach(judge::tensor);
            return number(judge.run(block));
        }
    }

    /** How many native arrays this function owns; the same after every call. */
    int liveArrays() {
        return manager.getManagedArrays().size();
    }

    private Call call(PtNDManager scope, String method, List<NDArray> constants, MinibatchSlot slot) {
        Call call = new Call(scope, method).list("W", views).list("C", constants);
        slot.arrays().forEach(call::tensor);
        return call;
    }

    private static double number(NDList results) {
        return results.get(0).toFloatArray()[0];
    }

    @Override
    public void close() {
        manager.close();
    }
}
