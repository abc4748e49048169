package dev.rheo.runtime.engine;

import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import dev.rheo.api.optimize.Update;
import dev.rheo.runtime.program.Argument;
import dev.rheo.runtime.program.EagerStep;
import dev.rheo.runtime.program.Hyper;
import dev.rheo.runtime.program.Kernels;
import dev.rheo.runtime.program.Layout;
import dev.rheo.runtime.program.StepProgram;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A compiled training program with its θ, optimizer state and averages. One thread at a time, and each has entered the
 * engine; only {@link MinibatchSlot}s are for other threads. Closing frees everything, slots included.
 */
public final class TrainingSession implements AutoCloseable {
    private final PtNDManager manager;
    private final StepProgram program;
    private final Memory memory;
    private final Invocations invocations;
    private final Invocation update;
    private final @Nullable ShardedProgram sharded;
    private Invocation.@Nullable Results last;

    /**
     * Loads the program; optimizer state is as its rule says, averages begin as copies of θ.
     *
     * @param theta initial parameters in the order of the program's layout
     * @param clip largest global norm of the gradient; 0 for no clipping
     * @param averageRates one exponential moving average of θ per element: average += rate · (θ − average)
     */
    public TrainingSession(
            TorchEngine engine, StepProgram program, float[] theta, double clip, double... averageRates) {
        this(engine, program, Shards.NONE, theta, clip, averageRates);
    }

    /** As {@link #TrainingSession(TorchEngine, StepProgram, float[], double, double...)}, for minibatches computed in shards. */
    public TrainingSession(
            TorchEngine engine,
            StepProgram program,
            Shards shards,
            float[] theta,
            double clip,
            double... averageRates) {
        this(engine, program, engine.kernels(), shards, theta, clip, averageRates);
    }

    TrainingSession(
            TorchEngine engine,
            StepProgram program,
            Kernels fastest,
            Shards shards,
            float[] theta,
            double clip,
            double... averageRates) {
        this.program = program;
        manager = engine.newTorchManager();
        Kernels kernels = program.ownReverseMode() ? fastest : Kernels.PORTABLE;
        PtSymbolBlock block = TorchEngine.load(manager, program.source(), kernels, program.module());
        memory = new Memory(manager, program, Memory.constants(manager, block), averageRates.length, shards.count());
        memory.hyper(Hyper.CLIP.ordinal(), clip);
        for (int i = 0; i < averageRates.length; i++) {
            averageRate(i, averageRates[i]);
        }
        reset(theta);
        EagerStep step = program.eager();
        EagerNetwork eager = step == null ? null : new EagerNetwork(engine, step.call(), program.layout());
        invocations = new Invocations(manager, program, block, memory, eager);
        update = invocations.update();
        sharded = shards.count() == 1
                ? null
                : ShardedProgram.load(engine, manager, program, kernels, shards, memory, invocations);
    }

    /** A new place for minibatches of this program. */
    public MinibatchSlot newSlot(int batch) {
        MinibatchSlot slot = new MinibatchSlot(manager, program.inputs(), batch);
        if (sharded == null) {
            slot.bind(invocations.step(slot, update), invocations.gradient(slot));
        } else {
            sharded.bind(slot);
        }
        return slot;
    }

    /**
     * What the threads of shards do between steps, when they would wait for the update: nothing at first, and nothing ever
     * where minibatches are not computed in shards.
     *
     * @param idle short, and thread-safe; if it fails, so does the next step
     */
    public void betweenSteps(Runnable idle) {
        if (sharded != null) {
            sharded.afterwards(idle);
        }
    }

    /**
     * One whole training step: one call of the engine, in shards one for each and one that joins them. A step with a loss or
     * gradient that is not finite changes nothing.
     */
    public void step(MinibatchSlot slot, double learningRate) {
        memory.hyper(Hyper.LEARNING_RATE.ordinal(), learningRate);
        if (program.eager() != null) { // its step is a gradient and an update
            memory.hyper(Hyper.KEEP.ordinal(), 0);
            memory.hyper(Hyper.SCALE.ordinal(), 1);
        }
        run(slot.step());
    }

    /**
     * Adds the slot's gradient to the sum of gradients.
     *
     * @param first whether a new sum begins
     */
    public void accumulate(MinibatchSlot slot, boolean first) {
        memory.hyper(Hyper.KEEP.ordinal(), first ? 0 : 1);
        run(slot.gradient());
    }

    /** In how many parts a minibatch is computed. */
    public int shards() {
        return sharded == null ? 1 : sharded.count();
    }

    /** A copy of the gradient of all rows together, where minibatches are computed in shards; for comparison. Not for every step. */
    public float[] undivided(MinibatchSlot slot) {
        memory.hyper(Hyper.KEEP.ordinal(), 0);
        run(invocations.gradient(slot));
        return gradient();
    }

    /**
     * The rest of a step after {@link #accumulate}: the gradient is the sum times {@code scale}. Afterwards
     * {@link #gradientNorm} is that of the scaled gradient; {@link #loss} is not available.
     */
    public void update(double scale, double learningRate) {
        memory.hyper(Hyper.SCALE.ordinal(), scale);
        memory.hyper(Hyper.LEARNING_RATE.ordinal(), learningRate);
        run(update);
    }

    /** The loss of the last step or accumulation, before its update. Reading costs an engine call; not for every step. */
    public double loss() {
        return numbers()[0];
    }

    /** What the loss program reports beside the loss, of the last step or accumulation; in shards the mean over them. */
    public double[] reported() {
        return Arrays.copyOfRange(numbers(), 1, program.reported());
    }

    /** The loss of each row of the last step or accumulation, if the program reports them. Costs an engine call. */
    public float[] rowLosses() {
        if (last == null) {
            throw new IllegalStateException("No step has been done yet.");
        }
        return last.floats(1);
    }

    /** The gradient's global norm before clipping, of the last step; not finite if the step was skipped for it. */
    public double gradientNorm() {
        double[] numbers = numbers();
        return numbers[numbers.length - 1];
    }

    /** How many steps changed nothing because their loss or gradient was not finite. Costs no engine call. */
    public long skipped() {
        return (long) memory.hyper(Hyper.SKIPPED.ordinal());
    }

    /** Counts {@link #skipped} from 0 again. */
    public void forgetSkipped() {
        memory.hyper(Hyper.SKIPPED.ordinal(), 0);
    }

    /** Sets an average's rate for the steps to come. */
    public void averageRate(int index, double rate) {
        memory.hyper(Hyper.size(0) + index, rate);
    }

    /** Starts over from these parameters. */
    public void reset(float[] theta) {
        memory.vector(Argument.PARAMETER).set(theta);
        for (int i = 0; i < memory.averages(); i++) {
            memory.average(i).set(theta);
        }
        for (Update.State state : program.states()) {
            float[] initial =
                    new float[state.vector() ? Math.toIntExact(program.layout().size()) : 1];
            Arrays.fill(initial, (float) state.initial());
            memory.vector(state.name()).set(initial);
        }
    }

    /** Where each parameter lies in the vectors. */
    public Layout layout() {
        return program.layout();
    }

    /** A copy of θ. */
    public float[] parameters() {
        return memory.vector(Argument.PARAMETER).floats();
    }

    public void parameters(float[] theta) {
        memory.vector(Argument.PARAMETER).set(theta);
    }

    /** A copy of the flat gradient of the last step or sum. */
    public float[] gradient() {
        return memory.vector(Argument.GRADIENT).floats();
    }

    /** Replaces the flat gradient, for instance by an average over machines. */
    public void gradient(float[] gradient) {
        memory.vector(Argument.GRADIENT).set(gradient);
    }

    /** A copy of an average. */
    public float[] average(int index) {
        return memory.average(index).floats();
    }

    public void average(int index, float[] values) {
        memory.average(index).set(values);
    }

    /** Copies of the optimizer's state by name. */
    public Map<String, float[]> state() {
        Map<String, float[]> state = new LinkedHashMap<>();
        program.states()
                .forEach(s -> state.put(s.name(), memory.vector(s.name()).floats()));
        return state;
    }

    /**
     * Restores the optimizer's state.
     *
     * @throws IllegalArgumentException if the names or lengths are not those of this program
     */
    public void state(Map<String, float[]> state) {
        if (!state.keySet().equals(state().keySet())) {
            throw new IllegalArgumentException(
                    "the saved optimizer state has " + state.keySet() + ", but this optimizer has " + state().keySet());
        }
        state.forEach((name, values) -> memory.vector(name).set(values));
    }

    /** How many native arrays this session owns; constant from step to step. */
    public int liveArrays() {
        return manager.getManagedArrays().size();
    }

    @Override
    public void close() {
        closeLast();
        if (sharded != null) {
            sharded.close();
        }
        invocations.close();
        manager.close();
    }

    private void run(Invocation invocation) {
        closeLast();
        last = invocation.run();
    }

    private void closeLast() {
        if (last != null) {
            last.close();
            last = null;
        }
    }

    private double[] numbers() {
        if (last == null) {
            throw new IllegalStateException("No step has been done yet.");
        }
        return last.numbers();
    }
}
