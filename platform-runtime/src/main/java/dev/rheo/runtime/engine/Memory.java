package dev.rheo.runtime.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.JniUtils;
import dev.rheo.api.optimize.Update;
import dev.rheo.runtime.program.Argument;
import dev.rheo.runtime.program.Hyper;
import dev.rheo.runtime.program.Layout;
import dev.rheo.runtime.program.StepProgram;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** θ, its gradient, averages and optimizer state of one session, and the views that programs see of them. */
final class Memory {
    private final PtNDManager manager;
    private final Layout layout;
    private final List<PtNDArray> constants;
    private final Map<String, DirectTensor> vectors = new LinkedHashMap<>();
    private final List<DirectTensor> averages = new ArrayList<>();
    private final List<DirectTensor> shards = new ArrayList<>();
    private final DirectTensor hyper;

    Memory(PtNDManager manager, StepProgram program, List<PtNDArray> constants, int averages, int shards) {
        this(
                manager,
                program.layout(),
                constants,
                DirectTensor.of(manager, new long[] {Hyper.size(averages)}, DataType.FLOAT64));
        vectors.put(Argument.PARAMETER, vector());
        vectors.put(Argument.GRADIENT, vector());
        for (Update.State state : program.states()) {
            vectors.put(
                    state.name(), state.vector() ? vector() : DirectTensor.of(manager, new long[0], DataType.FLOAT32));
        }
        for (int i = 0; shards > 1 && i < shards; i++) {
            this.shards.add(vector());
        }
        for (int i = 0; i < averages; i++) {
            this.averages.add(vector());
        }
    }

    private Memory(PtNDManager manager, Layout layout, List<PtNDArray> constants, DirectTensor hyper) {
        this.manager = manager;
        this.layout = layout;
        this.constants = constants;
        this.hyper = hyper;
    }

    /** The constants of a loaded program, owned by the manager. */
    static List<PtNDArray> constants(PtNDManager manager, PtSymbolBlock block) {
        return new Call(manager, "constants")
                .run(block).stream().map(a -> (PtNDArray) a).toList();
    }

    /**
     * What one of several shards sees: the same θ and a gradient of its own, all as tensors of its own, since processors that
     * count references to one tensor wait for each other.
     *
     * @param own constants for this shard alone
     */
    Memory shard(int index, List<PtNDArray> own) {
        Memory shard = new Memory(manager, layout, own, hyper);
        shard.vectors.put(Argument.PARAMETER, vector(Argument.PARAMETER).alias(manager));
        shard.vectors.put(Argument.GRADIENT, shards.get(index).alias(manager));
        return shard;
    }

    DirectTensor vector(String name) {
        return Objects.requireNonNull(vectors.get(name), () -> "there is no state '" + name + "'");
    }

    DirectTensor average(int index) {
        return averages.get(index);
    }

    int averages() {
        return averages.size();
    }

    void hyper(int index, double value) {
        hyper.bytes().putDouble(index * Double.BYTES, value);
    }

    double hyper(int index) {
        return hyper.bytes().getDouble(index * Double.BYTES);
    }

    /** What a program is given for an argument: one array, or the elements of a list. */
    List<PtNDArray> arrays(Argument argument, MinibatchSlot slot) {
        return argument.kind() == Argument.Kind.INPUT ? List.of(slot.array(argument.subject())) : arrays(argument);
    }

    List<PtNDArray> arrays(Argument argument) {
        return switch (argument.kind()) {
            case VIEWS -> views(vector(argument.subject()).array());
            case CONSTANTS -> constants;
            case WHOLE -> List.of(vector(argument.subject()).array());
            case DECAYED -> List.of(part(argument.subject(), 0));
            case REST -> List.of(part(argument.subject(), 1));
            case AVERAGES -> averages.stream().map(DirectTensor::array).toList();
            case SHARDS -> shards.stream().map(DirectTensor::array).toList();
            case HYPER -> List.of(hyper.array());
            case INPUT -> throw new IllegalStateException("An input belongs to a slot.");
        };
    }

    private DirectTensor vector() {
        return DirectTensor.of(manager, new long[] {layout.size()}, DataType.FLOAT32);
    }

    private PtNDArray part(String vector, int index) {
        long[] lengths = {layout.decayed(), layout.size() - layout.decayed()};
        NDList parts = JniUtils.split(vector(vector).array(), lengths, 0);
        parts.get(1 - index).close();
        return (PtNDArray) parts.get(index);
    }

    private List<PtNDArray> views(PtNDArray flat) {
        NDList parts = JniUtils.split(flat, layout.lengths(), 0);
        List<PtNDArray> views = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            Shape shape = new Shape(layout.parameters().get(i).shape().dims());
            try (NDArray part = parts.get(i)) {
                views.add((PtNDArray) part.reshape(shape));
            }
        }
        return views;
    }
}
