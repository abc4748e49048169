package dev.rheo.runtime.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import dev.rheo.runtime.program.Argument;
import dev.rheo.runtime.program.EagerStep;
import dev.rheo.runtime.program.ShardCalls;
import dev.rheo.runtime.program.StepProgram;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Binds the methods of a loaded training program to a session's memory and to the slots that hold minibatches. Closing frees what
 * the bindings share, not the memory.
 */
final class Invocations implements AutoCloseable {
    private static final Argument VIEWS = new Argument("W", Argument.Kind.VIEWS, Argument.PARAMETER);
    private static final Argument GRADIENTS = new Argument("V", Argument.Kind.VIEWS, Argument.GRADIENT);
    private static final Argument CONSTANTS = new Argument("C", Argument.Kind.CONSTANTS, "");
    private static final Argument HYPER = new Argument("H", Argument.Kind.HYPER, "");

    private final PtNDManager manager;
    private final StepProgram program;
    private final PtSymbolBlock block;
    private final Memory memory;
    private final @Nullable EagerNetwork network;
    private final Map<Argument, IValue> bound = new LinkedHashMap<>();

    /**
     * @param block the program, loaded
     * @param network the block of DJL that an eager program calls; else null
     */
    Invocations(
            PtNDManager manager,
            StepProgram program,
            PtSymbolBlock block,
            Memory memory,
            @Nullable EagerNetwork network) {
        this.manager = manager;
        this.program = program;
        this.block = block;
        this.memory = memory;
        this.network = network;
    }

    /** The update by the gradient in memory. */
    Invocation update() {
        return invocation("update", program.update(), null);
    }

    /**
     * A whole step on a slot's minibatch.
     *
     * @param update what an eager program does it with
     */
    Invocation step(MinibatchSlot slot, Invocation update) {
        EagerStep eager = program.eager();
        return eager == null || network == null
                ? invocation("step", program.step(), slot)
                : eager(eager, network, slot, update);
    }

    /** The gradient of one shard, whose memory this is. */
    Invocation shard(MinibatchSlot part, ShardCalls calls) {
        return invocation("shard", calls.shard(), part);
    }

    /** The shards' mean gradient, as the gradient or added to it. */
    Invocation merge(ShardCalls calls) {
        return invocation("merge", calls.merge(), null);
    }

    /** The rest of a step after each shard's gradient. */
    Invocation join(ShardCalls calls) {
        return invocation("join", calls.join(), null);
    }

    /** The gradient of a slot's minibatch. */
    Invocation gradient(MinibatchSlot slot) {
        EagerStep eager = program.eager();
        return eager == null || network == null
                ? invocation("gradient", program.gradient(), slot)
                : eager(eager, network, slot, null);
    }

    @Override
    public void close() {
        bound.values().forEach(IValue::close);
    }

    private Invocation invocation(String method, List<Argument> arguments, @Nullable MinibatchSlot slot) {
        if (!program.ownReverseMode()) {
            Call call = new Call(manager, method);
            for (Argument argument : arguments) {
                List<? extends NDArray> arrays = arrays(argument, slot);
                if (argument.isList()) {
                    call.list(argument.name(), arrays);
                } else {
                    call.tensor(arrays.get(0));
                }
            }
            return new AutogradInvocation(block, call);
        }
        List<IValue> values = new ArrayList<>();
        for (Argument argument : arguments) {
            values.add(argument.kind() == Argument.Kind.INPUT ? value(argument, slot) : shared(argument));
        }
        return new DirectInvocation(manager, block, method, values.toArray(new IValue[0]));
    }

    private Invocation eager(EagerStep step, EagerNetwork network, MinibatchSlot slot, @Nullable Invocation rest) {
        return new EagerInvocation(
                manager,
                block,
                step,
                network,
                memory.arrays(VIEWS),
                memory.arrays(GRADIENTS),
                memory.arrays(CONSTANTS),
                slot.arrays(),
                memory.arrays(HYPER).get(0),
                program.reported(),
                rest);
    }

    private IValue shared(Argument argument) {
        return bound.computeIfAbsent(argument, a -> value(a, null));
    }

    private IValue value(Argument argument, @Nullable MinibatchSlot slot) {
        List<PtNDArray> arrays = arrays(argument, slot);
        return argument.isList() ? IValue.listFrom(arrays.toArray(new PtNDArray[0])) : IValue.from(arrays.get(0));
    }

    private List<PtNDArray> arrays(Argument argument, @Nullable MinibatchSlot slot) {
        return slot == null ? memory.arrays(argument) : memory.arrays(argument, slot);
    }
}
