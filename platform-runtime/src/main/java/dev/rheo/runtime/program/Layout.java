package dev.rheo.runtime.program;

import dev.rheo.api.graph.Graph;
import dev.rheo.api.graph.Parameter;
import java.util.Comparator;
import java.util.List;

/**
 * Where each parameter lies in the flat vector θ: first those that weight decay applies to, then the others, each in the
 * order in which the architecture made them.
 *
 * @param parameters in the order of θ
 * @param offsets first element of each
 * @param decayed how many leading elements of θ weight decay applies to
 */
public record Layout(List<Parameter> parameters, List<Long> offsets, long size, long decayed) {
    public static Layout of(Graph network) {
        List<Parameter> order = network.parameters().stream()
                .sorted(Comparator.comparing(p -> !p.decayed()))
                .toList();
        Long[] offsets = new Long[order.size()];
        long at = 0;
        long decayed = 0;
        for (int i = 0; i < offsets.length; i++) {
            offsets[i] = at;
            at += order.get(i).shape().size();
            decayed = order.get(i).decayed() ? at : decayed;
        }
        return new Layout(order, List.of(offsets), at, decayed);
    }

    /** Lengths of the parameters, in order. */
    public long[] lengths() {
        return parameters.stream().mapToLong(p -> p.shape().size()).toArray();
    }
}
