package dev.rheo.runtime.program;

import dev.rheo.api.graph.Graph;
import dev.rheo.api.graph.Node;
import dev.rheo.api.graph.Shape;
import dev.rheo.api.graph.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Finds operations that several calls of one network do alike on minibatches of their own, so that they can be done once on
 * the rows of all. A stack begins where products of narrow rows with one matrix depend on nothing of each other, and goes
 * on through operations that treat every row by itself and whose arguments are stacked in the same order.
 */
final class Stacks {
    private static final Set<String> ELEMENTWISE = Set.of(
            "add",
            "sub",
            "mul",
            "div",
            "addcmul",
            "lerp",
            "exp",
            "sin",
            "cos",
            "tanh",
            "tanh_backward",
            "sigmoid",
            "sigmoid_backward",
            "square",
            "relu",
            "threshold_backward",
            "elu",
            "selu",
            "elu_backward",
            "silu",
            "silu_backward",
            "gelu",
            "gelu_backward",
            "softplus");

    /** How many times wider a product has to be than its rows, which are copied side by side. */
    private static final long NARROW = 4;

    private final Graph graph;
    private final List<List<Node>> stacks = new ArrayList<>();
    private final int[] stack;
    private final int[] place;
    private final int[] level;
    private final List<List<Node>> users = new ArrayList<>();

    private Stacks(Graph graph) {
        this.graph = graph;
        int n = graph.nodes().size();
        stack = new int[n];
        place = new int[n];
        level = new int[n];
        Arrays.fill(stack, -1);
        for (Node node : graph.nodes()) {
            users.add(new ArrayList<>());
            int id = node.out().id();
            for (Value input : node.inputs()) {
                users.get(input.id()).add(node);
                level[id] = Math.max(level[id], level[input.id()]);
            }
            level[id] += isProduct(node) ? 1 : 0;
        }
    }

    static Stacks of(Graph graph) {
        Stacks found = new Stacks(graph);
        while (found.extend() || found.begin()) {
            // Every round puts further operations into stacks.
        }
        return found;
    }

    boolean isEmpty() {
        return stacks.isEmpty();
    }

    /** The operations of the stack that this one is in, in the order of their rows; null if it is in none. */
    @Nullable
    List<Node> of(Value value) {
        int number = stack[value.id()];
        return number < 0 ? null : stacks.get(number);
    }

    int place(Value value) {
        return place[value.id()];
    }

    static boolean isProduct(Node node) {
        return node.kind() == Node.Kind.OP
                && (node.name().equals("linear") || node.name().equals("matmul"))
                && rows(node.value(0)).rank() > 1
                && node.value(1).shape().rank() == 2
                && node.inputs().stream().skip(1).noneMatch(v -> v.shape().hasBatch());
    }

    /** All nodes, stacks as a whole, in an order in which they can be evaluated. */
    List<List<Node>> inOrder() {
        List<List<Node>> order = new ArrayList<>();
        BitSet done = new BitSet();
        for (Node node : graph.nodes()) {
            evaluate(node, done, order);
        }
        return order;
    }

    private void evaluate(Node node, BitSet done, List<List<Node>> order) {
        if (!done.get(node.out().id())) {
            List<Node> unit = together(node);
            unit.forEach(member -> done.set(member.out().id()));
            unit.forEach(member -> member.inputs().forEach(v -> evaluate(graph.node(v), done, order)));
            order.add(unit);
        }
    }

    private List<Node> together(Node node) {
        List<Node> members = of(node.out());
        return members == null ? List.of(node) : members;
    }

    private boolean begin() {
        Map<List<@Nullable Object>, List<Node>> alike = new LinkedHashMap<>();
        for (Node node : graph.nodes()) {
            if (stack[node.out().id()] < 0
                    && isProduct(node)
                    && rows(node.value(0)).size() * NARROW <= rows(node.out()).size()) {
                List<@Nullable Object> key =
                        new ArrayList<>(node.args().subList(1, node.args().size()));
                key.addAll(Arrays.asList(
                        node.name(), node.value(0).shape(), level[node.out().id()]));
                alike.computeIfAbsent(key, k -> new ArrayList<>()).add(node);
            }
        }
        return alike.values().stream().anyMatch(nodes -> put(ordered(nodes)));
    }

    /** In the order of what they meet later on, so that it is stacked in the same one. */
    private List<Node> ordered(List<Node> nodes) {
        Map<Node, Integer> partners = new HashMap<>();
        for (Node node : nodes) {
            users.get(node.out().id()).stream()
                    .flatMap(user -> user.inputs().stream())
                    .filter(v -> stack[v.id()] >= 0)
                    .findFirst()
                    .ifPresent(v -> partners.put(node, place(v)));
        }
        boolean known = Set.copyOf(partners.values()).size() == nodes.size();
        return known
                ? nodes.stream().sorted(Comparator.comparing(partners::get)).toList()
                : nodes;
    }

    private boolean extend() {
        Map<List<@Nullable Object>, List<Node>> alike = new LinkedHashMap<>();
        for (Node node : graph.nodes()) {
            List<@Nullable Object> key = stack[node.out().id()] < 0 ? key(node) : null;
            if (key != null) {
                alike.computeIfAbsent(key, k -> new ArrayList<>()).add(node);
            }
        }
        boolean more = false;
        for (List<Node> nodes : alike.values()) {
            List<Node> sorted = nodes.stream()
                    .sorted(Comparator.comparing(node -> places(node).get(0)))
                    .toList();
            more |= isRun(sorted) && put(sorted);
        }
        return more;
    }

    /** Equal for operations that differ in the places of their stacked arguments only; null if rows matter to each other. */
    private @Nullable List<@Nullable Object> key(Node node) {
        if (places(node).isEmpty() || !isRowwise(node)) {
            return null;
        }
        List<@Nullable Object> key =
                new ArrayList<>(List.of(node.name(), node.out().shape()));
        for (Object arg : node.args()) {
            boolean batch = arg instanceof Value value && value.shape().hasBatch();
            if (batch && stack[((Value) arg).id()] < 0) {
                return null;
            }
            key.add(batch ? List.of("stack", stack[((Value) arg).id()]) : arg);
        }
        return key;
    }

    private static boolean isRowwise(Node node) {
        if (isProduct(node)) {
            return true;
        }
        Shape shape = node.out().shape();
        return node.kind() == Node.Kind.OP
                && ELEMENTWISE.contains(node.name())
                && shape.batchAxis() == 0
                && node.inputs().stream()
                        .allMatch(v -> v.shape().hasBatch()
                                ? v.shape().equals(shape)
                                : v.shape().rank() < shape.rank());
    }

    private List<Integer> places(Node node) {
        return node.inputs().stream()
                .filter(v -> stack[v.id()] >= 0)
                .map(this::place)
                .toList();
    }

    /** Whether each argument's places follow each other. */
    private boolean isRun(List<Node> nodes) {
        List<Integer> first = places(nodes.get(0));
        return IntStream.range(0, nodes.size()).allMatch(i -> {
            List<Integer> here = places(nodes.get(i));
            return IntStream.range(0, first.size()).allMatch(k -> here.get(k) == first.get(k) + i);
        });
    }

    /** Makes a stack of them, if there is more than one and none depends on another. */
    private boolean put(List<Node> nodes) {
        if (nodes.size() < 2 || dependent(nodes)) {
            return false;
        }
        for (int i = 0; i < nodes.size(); i++) {
            int id = nodes.get(i).out().id();
            stack[id] = stacks.size();
            place[id] = i;
        }
        stacks.add(List.copyOf(nodes));
        return true;
    }

    /** Whether one is needed for another, given that stacks are evaluated as a whole. */
    private boolean dependent(List<Node> nodes) {
        BitSet seen = new BitSet();
        List<Node> open = new ArrayList<>(nodes);
        while (!open.isEmpty()) {
            Node node = open.remove(open.size() - 1);
            for (Node user : users.get(node.out().id())) {
                for (Node member : together(user)) {
                    if (nodes.contains(member)) {
                        return true;
                    }
                    if (!seen.get(member.out().id())) {
                        seen.set(member.out().id());
                        open.add(member);
                    }
                }
            }
        }
        return false;
    }

    /** The shape of one row; no dimensions if there are no rows along the first axis. */
    private static Shape rows(Value value) {
        return value.shape().batchAxis() == 0 ? value.shape() : Shape.SCALAR;
    }
}
