package dev.rheo.runtime.program;

import dev.rheo.api.graph.Node;
import dev.rheo.api.graph.Value;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Sums of cotangents. A value that was cut along an axis gets one contribution per piece, each zero elsewhere; where the
 * pieces make up the whole, they are laid side by side instead of being filled up and added.
 */
final class Pieces {
    private Pieces() {}

    static Value sum(Algebra a, List<Value> given) {
        Map<Long, List<Value>> cut = new TreeMap<>();
        List<Value> whole = new ArrayList<>();
        for (Value value : given) {
            Node node = a.node(value);
            if (isPiece(node)) {
                cut.computeIfAbsent(node.number(2), axis -> new ArrayList<>()).add(value);
            } else {
                whole.add(value);
            }
        }
        cut.forEach((axis, pieces) -> whole.addAll(joined(a, axis.intValue(), pieces)));
        Iterator<Value> rest = whole.iterator();
        Value sum = rest.next();
        while (rest.hasNext()) {
            sum = a.add(sum, rest.next());
        }
        return sum;
    }

    /** The pieces side by side, or as they were if they do not fit together. */
    private static List<Value> joined(Algebra a, int axis, List<Value> pieces) {
        Map<Long, Value> byStart = new TreeMap<>();
        for (Value piece : pieces) {
            Node node = a.node(piece);
            boolean selected = node.name().equals("select_backward");
            Value part = selected ? a.unsqueeze(node.value(0), axis) : node.value(0);
            Value before = byStart.get(node.number(3));
            if (before != null && !before.shape().equals(part.shape())) {
                return pieces;
            }
            byStart.put(node.number(3), before == null ? part : a.add(before, part));
        }
        long end = 0;
        for (Map.Entry<Long, Value> part : byStart.entrySet()) {
            if (part.getKey() != end) {
                return pieces;
            }
            end += part.getValue().shape().at(axis);
        }
        boolean fit = end == pieces.get(0).shape().at(axis);
        return fit ? List.of(a.cat(axis, byStart.values().toArray(Value[]::new))) : pieces;
    }

    private static boolean isPiece(Node node) {
        return node.kind() == Node.Kind.OP
                && (node.name().equals("slice_backward") || node.name().equals("select_backward"));
    }
}
