package dev.rheo.runtime.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValueUtils;
import dev.rheo.api.graph.TorchModule;
import dev.rheo.runtime.program.BlockCall;
import dev.rheo.runtime.program.Kernels;
import dev.rheo.runtime.program.NetworkProgram;
import dev.rheo.runtime.program.Precision;
import dev.rheo.runtime.program.PullbackProgram;
import dev.rheo.runtime.program.Rules;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A network with a θ of its own, without gradients but by the state. Calls may come from several threads that have entered the engine, but
 * not while θ is being replaced.
 */
public final class NetworkFunction implements AutoCloseable {
    private final PtNDManager manager;
    private final PtSymbolBlock block;
    private final DirectTensor theta;
    private final NDList views;
    private final NDList fixed;
    private final @Nullable EagerFunction eager;
    private final NetworkProgram program;
    private final Kernels kernels;
    private final Rules rules;
    private final Map<Asked, Derivative> derivatives = new ConcurrentHashMap<>();

    /** Which derivative: of a head, or of its derivative by x. */
    private record Asked(int head, boolean derived) {}

    /** The program of one head's derivative, loaded when it is first asked for. */
    private record Derivative(PtSymbolBlock block, NDList fixed) {}

    /** @param parameters θ in the order of the program's layout; copied */
    public NetworkFunction(TorchEngine engine, NetworkProgram program, float[] parameters) {
        this(engine, program, engine.kernels(), Rules.standard(), parameters);
    }

    NetworkFunction(TorchEngine engine, NetworkProgram program, Kernels kernels, Rules rules, float[] parameters) {
        this.rules = rules;
        this.program = program;
        this.kernels = kernels;
        manager = engine.newTorchManager();
        block = TorchEngine.load(manager, program.source(), fastest(program.module(), kernels), program.module());
        theta = DirectTensor.of(manager, new long[] {program.layout().size()}, DataType.FLOAT32);
        theta.set(parameters);
        views = new Call(manager, "split").tensor(theta.array()).run(block);
        bind(block, program.module());
        BlockCall call = program.block();
        eager = call == null ? null : new EagerFunction(new EagerNetwork(engine, call, program.layout()), views);
        fixed = call == null ? fixed(block, "apply") : new NDList();
    }

    /** A program that calls a module is for the kernels of that module. */
    private static Kernels fastest(@Nullable TorchModule module, Kernels kernels) {
        return module == null ? kernels : Kernels.PORTABLE;
    }

    /** Puts views of θ in the places of a module's own parameters, once: calls come from several threads. */
    private void bind(PtSymbolBlock program, @Nullable TorchModule module) {
        if (module != null) {
            new Call(manager, "bind").list("W", views).run(program).close();
        }
    }

    private NDList fixed(PtSymbolBlock program, String method) {
        NDList constants = new Call(manager, "constants").run(program);
        return new Call(manager, method).list("W", views).list("C", constants).arguments();
    }

    private Derivative derivative(Asked asked) {
        PullbackProgram text = asked.derived()
                ? PullbackProgram.ofGradient(program.network(), asked.head(), rules, Precision.FLOAT32)
                : PullbackProgram.of(program.network(), asked.head(), rules, Precision.FLOAT32);
        PtSymbolBlock loaded = TorchEngine.load(
                manager, text.source(), text.ownReverseMode() ? kernels : Kernels.PORTABLE, text.module());
        bind(loaded, text.module());
        return new Derivative(loaded, fixed(loaded, "pullback"));
    }

    /** A copy of θ. */
    public float[] parameters() {
        return theta.floats();
    }

    /** Replaces θ. */
    public void parameters(float[] parameters) {
        theta.set(parameters);
    }

    /**
     * The network's first head at one time for all rows.
     *
     * @param x (n x sample), left as it is
     * @param t flow time
     * @param labels (n) int64, or null for a network without labels
     * @return a new array, owned by the manager of {@code x}
     */
    public NDArray apply(NDArray x, double t, @Nullable NDArray labels) {
        try (NDManager scope = manager.newSubManager()) {
            NDList heads = calls(scope, labels).heads(x, t);
            for (int i = 1; i < heads.size(); i++) {
                heads.get(i).close();
            }
            return heads.get(0);
        }
    }

    /**
     * For many calls of one thread.
     *
     * @param scope owns what the calls have in common; lives at least as long as they go on
     * @param labels (n) int64, or null for a network without labels
     */
    public Calls calls(NDManager scope, @Nullable NDArray labels) {
        return given(scope, labels == null ? List.of() : List.of(labels));
    }

    /**
     * For many calls of one thread.
     *
     * @param scope owns what the calls have in common; lives at least as long as they go on
     * @param further what the network takes beside state and time, in its order: labels (n) int64, conditions (n x count)
     */
    public Calls given(NDManager scope, List<? extends NDArray> further) {
        return new Calls(scope, further);
    }

    /** Calls with the same labels and conditions; nothing but the results is made for each. Used by one thread. */
    public final class Calls {
        private final NDList arguments = new NDList(fixed);
        private final NDArray t;
        private final List<NDArray> further;
        private final FloatBuffer time;
        private final int state;

        private Calls(NDManager scope, List<? extends NDArray> given) {
            state = arguments.size();
            t = scope.create(new Shape(), DataType.FLOAT32);
            further = given.stream().map(NetworkFunction::unnamed).toList();
            time = HostArrays.memory(t).asFloatBuffer();
            arguments.add(t); // keeps the place of the state
            arguments.add(t);
            arguments.addAll(further);
        }

        /**
         * One head and its vector–Jacobian product by x: two new arrays, owned by the manager of {@code x}.
         *
         * @param head position of a head
         * @param x (n x sample), left as it is
         * @param cotangent of the shape of the head, left as it is
         */
        public NDList pullback(int head, NDArray x, double at, NDArray cotangent) {
            return pullback(new Asked(head, false), x, at, cotangent);
        }

        /**
         * The derivative by x of a head of one number per sample, and its vector–Jacobian product: two new arrays of the shape of
         * x, owned by its manager.
         *
         * @param cotangent of the shape of x, left as it is
         */
        public NDList gradientPullback(int head, NDArray x, double at, NDArray cotangent) {
            return pullback(new Asked(head, true), x, at, cotangent);
        }

        private NDList pullback(Asked asked, NDArray x, double at, NDArray cotangent) {
            if (eager != null) {
                if (asked.derived()) {
                    throw new IllegalStateException("a block gives no second derivative");
                }
                return eager.pullback(asked.head(), x, at, further, cotangent);
            }
            Derivative derivative = derivatives.computeIfAbsent(asked, NetworkFunction.this::derivative);
            time.put(0, (float) at);
            NDArray given = unnamed(x);
            NDArray weights = unnamed(cotangent);
            NDList all = new NDList(derivative.fixed());
            all.add(given);
            all.add(t);
            all.addAll(further);
            all.add(weights);
            NDList results = IValueUtils.forward(derivative.block(), all, true);
            results.attach(x.getManager());
            if (given != x) {
                given.close();
            }
            if (weights != cotangent) {
                weights.close();
            }
            return results;
        }

        /** All heads; arguments and ownership as for {@link NetworkFunction#apply(NDArray, double, NDArray)}. */
        public NDList heads(NDArray x, double at) {
            if (eager != null) {
                return eager.heads(x, at, further);
            }
            time.put(0, (float) at);
            NDArray given = unnamed(x);
            arguments.set(state, given);
            NDList heads = IValueUtils.forward(block, arguments, true);
            heads.attach(x.getManager());
            if (given != x) {
                given.close();
            }
            return heads;
        }
    }

    /**
     * The network's first head on host arrays.
     *
     * @param x n rows, row-major
     * @param sample dimensions of one row
     * @param labels one per row, or null for a network without labels
     */
    public float[] apply(float[] x, int n, long[] sample, double t, int @Nullable [] labels) {
        try (NDManager scope = manager.newSubManager()) {
            long[] dims = new long[sample.length + 1];
            dims[0] = n;
            System.arraycopy(sample, 0, dims, 1, sample.length);
            NDArray rows = HostArrays.floats(scope, x, new Shape(dims));
            NDArray classes = labels == null ? null : HostArrays.integers(scope, labels);
            return apply(rows, t, classes).toFloatArray();
        }
    }

    /**
     * A head on host arrays, of a network without labels and without time.
     *
     * @param x n rows, row-major
     * @param sample dimensions of one row
     * @param head its place
     */
    public float[] apply(float[] x, int n, long[] sample, int head) {
        try (NDManager scope = manager.newSubManager()) {
            long[] dims = new long[sample.length + 1];
            dims[0] = n;
            System.arraycopy(sample, 0, dims, 1, sample.length);
            NDArray rows = HostArrays.floats(scope, x, new Shape(dims));
            return calls(scope, null).heads(rows, 0).get(head).toFloatArray();
        }
    }

    /** How many native arrays this function owns; the same after every call. */
    public int liveArrays() {
        return manager.getManagedArrays().size();
    }

    @Override
    public void close() {
        manager.close();
    }

    /** A named array would be taken for a list or a method by the engine. */
    private static NDArray unnamed(NDArray array) {
        return array.getName() == null ? array : array.reshape(array.getShape());
    }
}
