package dev.rheo.runtime.engine;

import ai.djl.pytorch.engine.PtNDManager;
import dev.rheo.api.graph.InputSpec;
import dev.rheo.runtime.program.ShardCalls;
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

    /**
     * @param shards the program as each shard sees it
     * @param whole the program that joins them
     * @param enter what each thread does first
     */
    ShardedProgram(
            PtNDManager manager,
            ShardCalls calls,
            List<InputSpec> inputs,
            List<Invocations> shards,
            Invocations whole,
            Runnable enter) {
        this.manager = manager;
        this.calls = calls;
        this.inputs = inputs;
        this.shards = shards;
        this.crew = new Crew(shards.size(), enter);
        this.merge = whole.merge(calls);
        this.join = whole.join(calls);
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
