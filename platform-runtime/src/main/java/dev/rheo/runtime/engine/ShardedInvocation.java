package dev.rheo.runtime.engine;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A gradient or a step whose minibatch is computed in shards at the same time: first each shard, then what joins them. */
final class ShardedInvocation implements Invocation {
    private final Crew crew;
    private final List<Task> shards;
    private final Invocation join;

    ShardedInvocation(Crew crew, List<Invocation> shards, Invocation join) {
        this.crew = crew;
        this.shards = shards.stream().map(Task::new).toList();
        this.join = join;
    }

    @Override
    public Results run() {
        try {
            crew.run(shards);
            Results joint = join.run();
            return new Numbers(shards.stream().map(Task::taken).toList(), joint);
        } catch (RuntimeException | Error e) {
            shards.forEach(Task::close);
            throw e;
        }
    }

    private static final class Task implements Runnable {
        private final Invocation invocation;
        private @Nullable Results results;

        Task(Invocation invocation) {
            this.invocation = invocation;
        }

        @Override
        public void run() {
            results = invocation.run();
        }

        Results taken() {
            Results taken = Objects.requireNonNull(results);
            results = null;
            return taken;
        }

        void close() {
            if (results != null) {
                results.close();
                results = null;
            }
        }
    }

    /** Means over the shards, the rows of all in their order, and the norm of the joint gradient. */
    private record Numbers(List<Results> shards, Results joint) implements Results {
        @Override
        public double[] numbers() {
            double[] sum = shards.get(0).numbers();
            for (Results shard : shards.subList(1, shards.size())) {
                double[] more = shard.numbers();
                Arrays.setAll(sum, i -> sum[i] + more[i]);
            }
            double[] numbers = Arrays.copyOf(sum, sum.length + 1);
            for (int i = 0; i < sum.length; i++) {
                numbers[i] = sum[i] / shards.size();
            }
            numbers[sum.length] = joint.numbers()[0];
            return numbers;
        }

        @Override
        public float[] floats(int result) {
            List<float[]> parts = shards.stream().map(s -> s.floats(result)).toList();
            float[] all = new float[parts.stream().mapToInt(p -> p.length).sum()];
            int at = 0;
            for (float[] part : parts) {
                System.arraycopy(part, 0, all, at, part.length);
                at += part.length;
            }
            return all;
        }

        @Override
        public void close() {
            Stream.concat(shards.stream(), Stream.of(joint)).forEach(Results::close);
        }
    }
}
