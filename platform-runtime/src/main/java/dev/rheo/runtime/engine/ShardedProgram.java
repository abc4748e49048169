package dev.rheo.runtime.engine;

import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import dev.rheo.api.graph.InputSpec;
import dev.rheo.runtime.program.Kernels;
import dev.rheo.runtime.program.ShardCalls;
import dev.rheo.runtime.program.StepProgram;
import java.util.ArrayList;
import java.util.List;

/** A training program loaded once for each shard, and the threads that run them. Closing ends the threads and frees the bindings. */
final class ShardedProgram implements AutoCloseable {
    private final PtNDManager manager;
    private final ShardCalls calls;
    private final List<InputSpec> inputs;
    private final List<Invocations> shards;
    private final Crew crew;
    private final Invocation merge;
    private final Invocation join;

    private ShardedProgram(
            PtNDManager manager,
            ShardCalls calls,
            List<InputSpec> inputs,
            List<Invocations> shards,
            Invocations whole,
            Crew crew) {
        this.manager = manager;
        this.calls = calls;
        this.inputs = inputs;
        this.shards = shards;
        this.crew = crew;
        this.merge = whole.merge(calls);
        this.join = whole.join(calls);
    }

    /**
     * Loads the program for each shard, and starts its threads.
     *
     * @param memory of the session
     * @param whole the program that joins the shards
     * @throws IllegalArgumentException if the network is a block of DJL
     */
    static ShardedProgram load(
            TorchEngine engine,
            PtNDManager manager,
            StepProgram program,
            Kernels kernels,
            Shards shards,
            Memory memory,
            Invocations whole) {
        ShardCalls calls = program.shards();
        if (calls == null) {
            throw new IllegalArgumentException("A block of DJL is not computed in shards.");
        }
        List<Invocations> each = new ArrayList<>();
        for (int i = 0; i < shards.count(); i++) {
            PtSymbolBlock block = TorchEngine.load(manager, program.source(), kernels, program.module());
            Memory own = memory.shard(i, Memory.constants(manager, block));
            each.add(new Invocations(manager, program, block, own, null));
        }
        Crew crew = new Crew(shards.count(), () -> engine.enterThread(shards.threads()));
        return new ShardedProgram(manager, calls, program.inputs(), each, whole, crew);
    }

    /** Binds a slot's step and gradient. */
    void bind(MinibatchSlot slot) {
        List<MinibatchSlot> parts = slot.parts(manager, inputs, shards.size());
        List<Invocation> gradients = new ArrayList<>();
        for (int i = 0; i < shards.size(); i++) {
            gradients.add(shards.get(i).shard(parts.get(i), calls));
        }
        slot.bind(new ShardedInvocation(crew, gradients, join), new ShardedInvocation(crew, gradients, merge));
    }

    int count() {
        return shards.size();
    }

    /** What the other threads do once after each shard. */
    void afterwards(Runnable idle) {
        crew.afterwards(idle);
    }

    @Override
    public void close() {
        crew.close();
        shards.forEach(Invocations::close);
    }
}
