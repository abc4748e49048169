package dev.rheo.api.optimize;

import dev.rheo.api.graph.Dtype;
import dev.rheo.api.graph.Graph;
import dev.rheo.api.graph.GraphBuilder;
import dev.rheo.api.graph.Operations;
import dev.rheo.api.graph.Shape;
import dev.rheo.api.graph.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes an update rule on flat vectors of the length of θ. Values are those before the update; assignments take place
 * together at its end. A step whose loss or gradient is not finite is skipped by the host and changes nothing.
 * Made by the host. Not thread-safe.
 */
public final class UpdateBuilder implements Operations {
    private final GraphBuilder graph = new GraphBuilder();
    private final long size;
    private final long decayed;
    private final Value parameter;
    private final Value gradient;
    private final Value learningRate;
    private final List<Update.State> states = new ArrayList<>();
    private final Map<Value, Value> assignments = new LinkedHashMap<>();
    private final List<Value> variables = new ArrayList<>();
    private @Nullable Adam fusedAdam;

    /**
     * @param size length of θ
     * @param decayed how many of its first elements weight decay applies to
     */
    public UpdateBuilder(long size, long decayed) {
        this.size = size;
        this.decayed = decayed;
        parameter = graph.input("parameter", Shape.of(size));
        gradient = graph.input("gradient", Shape.of(size));
        learningRate = graph.input("learning_rate", Shape.SCALAR);
        variables.add(parameter);
    }

    /** θ, assignable. */
    public Value parameter() {
        return parameter;
    }

    /** The gradient of the loss, clipped if the run clips. */
    public Value gradient() {
        return gradient;
    }

    /** The learning rate of this step, one number. */
    public Value learningRate() {
        return learningRate;
    }

    /** A remembered vector of the length of θ, assignable. */
    public Value state(String name, double initial) {
        return remember(name, Shape.of(size), true, initial);
    }

    /** A remembered number, assignable. */
    public Value scalar(String name, double initial) {
        return remember(name, Shape.SCALAR, false, initial);
    }

    /** {@code rate} on the parameters that weight decay applies to and 0 on the others; (θ) or one number. */
    public Value decay(double rate) {
        if (decayed == size || rate == 0) {
            return constant(rate);
        }
        if (decayed == 0) {
            return constant(0);
        }
        Value on = expand(constant(Shape.of(1), rate), Shape.of(decayed));
        return cat(0, on, expand(constant(Shape.of(1), 0), Shape.of(size - decayed)));
    }

    /**
     * A number in float64 whatever the precision of θ, for small differences of large numbers. So is what is computed
     * from it and other numbers; a vector that it is combined with keeps its own precision.
     */
    public Value asFloat64(Value number) {
        if (!number.shape().equals(Shape.SCALAR)) {
            throw mismatch("asFloat64", number.shape() + " is not one number");
        }
        return op("as_float64", Shape.SCALAR, number);
    }

    /** Makes {@code value} the variable's value from the next step on; once per variable. */
    public void assign(Value variable, Value value) {
        if (!variables.contains(variable)) {
            throw new IllegalArgumentException(variable + " is no parameter or state that could be assigned.");
        }
        if (!variable.shape().equals(value.shape())) {
            throw mismatch("assign", value.shape() + " does not fit into " + variable.shape());
        }
        if (fusedAdam != null || assignments.putIfAbsent(variable, value) != null) {
            throw new IllegalArgumentException(variable + " is assigned twice.");
        }
    }

    /** One Adam step of θ by the engine's fused operation; then nothing else may be assigned. */
    public void fusedAdam(Adam settings) {
        if (!assignments.isEmpty() || fusedAdam != null) {
            throw new IllegalArgumentException("The fused Adam step stands alone; θ is assigned twice.");
        }
        state("first_moment", 0);
        state("second_moment", 0);
        scalar("step", 0);
        fusedAdam = settings;
    }

    @Override
    public Value constant(Shape shape, double... numbers) {
        return graph.constant(shape, numbers);
    }

    @Override
    public Value op(String aten, Shape result, @Nullable Object... args) {
        return graph.op(aten, result, args);
    }

    @Override
    public Value typed(Dtype dtype, String aten, Shape result, @Nullable Object... args) {
        return graph.typed(dtype, aten, result, args);
    }

    @Override
    public Shape.ShapeMismatch mismatch(String operation, String problem) {
        return graph.mismatch(operation, problem);
    }

    @Override
    public <T> T in(String scope, Supplier<T> body) {
        return graph.in(scope, body);
    }

    /** The rule as written. */
    public Update build() {
        if (fusedAdam == null && !assignments.containsKey(parameter)) {
            throw new IllegalArgumentException("The update never assigns the parameter.");
        }
        Graph rule = graph.build(List.copyOf(assignments.values()));
        return new Update(rule, states, List.copyOf(assignments.keySet()), fusedAdam);
    }

    private Value remember(String name, Shape shape, boolean vector, double initial) {
        Value value = graph.input(name, shape);
        states.add(new Update.State(name, vector, initial));
        variables.add(value);
        return value;
    }
}
