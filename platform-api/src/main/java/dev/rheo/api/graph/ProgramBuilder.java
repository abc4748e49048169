package dev.rheo.api.graph;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes a loss: all operations, the declared minibatch inputs, the network that is being trained, and derivatives.
 * Made by the host. Not thread-safe.
 */
public final class ProgramBuilder implements Operations {
    /** The input that carries the network's conditions, which the host fills. */
    public static final String CONDITIONS = "conditions";

    /** The input that carries the network's tokens, which the host fills. */
    public static final String TOKENS = "tokens";

    private final GraphBuilder graph = new GraphBuilder();
    private final Map<String, Value> inputs = new LinkedHashMap<>();
    private final Map<String, Shape> heads;
    private @Nullable Value rowLosses;

    /**
     * @param inputs what the host fills in every step
     * @param heads name and shape (with the batch dimension) of each of the network's results, in order
     */
    public ProgramBuilder(List<InputSpec> inputs, Map<String, Shape> heads) {
        this.heads = new LinkedHashMap<>(heads);
        inputs.forEach(spec -> this.inputs.put(spec.name(), graph.input(spec)));
    }

    /**
     * For a network with conditions or tokens: every call of it is given those of the minibatch's rows, so that a loss is written
     * as without.
     *
     * @param conditions the inputs that carry them
     */
    public ProgramBuilder(List<InputSpec> inputs, Map<String, Shape> heads, List<InputSpec> conditions) {
        this(inputs, heads);
        conditions.forEach(spec -> this.inputs.put(spec.name(), graph.input(spec)));
    }

    /** The declared input of this name. */
    public Value input(String name) {
        Value value = inputs.get(name);
        if (value == null) {
            throw new IllegalArgumentException(
                    "There is no input '" + name + "'; declared are " + inputs.keySet() + ".");
        }
        return value;
    }

    /**
     * The trained network's heads, in the order of its specification, with the parameters of this step.
     *
     * @param x (B x sample shape)
     * @param t flow time, (B)
     * @param labels (B) whole numbers, or null for a network without labels
     */
    public List<Value> network(Value x, Value t, @Nullable Value labels) {
        List<Value> values = new ArrayList<>();
        Value conditions = inputs.get(CONDITIONS);
        Value tokens = inputs.get(TOKENS);
        heads.forEach((head, shape) ->
                values.add(graph.network(head, values.size(), shape, x, t, labels, conditions, tokens)));
        return List.copyOf(values);
    }

    /**
     * d sum(of) / d wrt, in the shape of {@code wrt}; may be differentiated again. {@code of} must have been computed
     * from {@code wrt}; a value it does not depend on gives zeros.
     */
    public Value gradient(Value of, Value wrt) {
        return graph.gradient(of, wrt);
    }

    /**
     * Σᵢ ∂fᵢ/∂xᵢ per row, exact, one reverse pass per dimension. Rows must not influence each other.
     *
     * @param f (B x …) as x
     */
    public Value divergence(Value f, Value x) {
        if (!f.shape().equals(x.shape())) {
            throw mismatch("divergence", "a field " + f.shape() + " has none in " + x.shape());
        }
        Value field = flatten(f);
        List<Value> terms = new ArrayList<>();
        for (long i = 0; i < x.shape().size(); i++) {
            terms.add(select(flatten(gradient(select(field, 1, i), x)), 1, i));
        }
        return terms.stream().reduce(this::add).orElseThrow();
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

    /**
     * Tells the loss of each row, of which the loss is the mean. Costs nothing unless the timestep sampler asks for it.
     *
     * @param losses (B)
     */
    public void rowLosses(Value losses) {
        if (!losses.shape().equals(Shape.batch())) {
            throw mismatch("row losses", "each row has one loss, not " + losses.shape());
        }
        rowLosses = losses;
    }

    /** What was told to {@link #rowLosses(Value)}. */
    public Optional<Value> rowLosses() {
        return Optional.ofNullable(rowLosses);
    }

    /** The program whose first output is the loss, one number; further ones are reported but not trained on. */
    public Graph build(Value loss, Value... reported) {
        if (loss.shape().rank() != 0) {
            throw mismatch("loss", "a loss is one number, not " + loss.shape() + "; take its mean");
        }
        List<Value> outputs = new ArrayList<>(List.of(loss));
        outputs.addAll(List.of(reported));
        return graph.build(outputs);
    }
}
