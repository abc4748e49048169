package dev.rheo.plugins.solvers.diffusion;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;

/**
 * What a multistep rule remembers: expected data and the λ = ln(a/n) at which they were asked for, the last first. Only
 * finite λ are kept, since no polynomial in λ passes through the others.
 */
final class History {
    private final int capacity;
    private final List<Entry> entries = new ArrayList<>();

    record Entry(double lambda, NDArray data) {}

    History(int capacity) {
        this.capacity = capacity;
    }

    int size() {
        return entries.size();
    }

    Entry get(int index) {
        return entries.get(index);
    }

    /** Lets a step compute with what is remembered; what it makes of it is then freed with the step. */
    void lend(NDManager step) {
        entries.forEach(entry -> entry.data.attach(step));
    }

    /** Remembers one more, and forgets the oldest where there are too many. Ends a step. */
    void keep(double lambda, NDArray data, NDManager memory) {
        if (Double.isFinite(lambda)) {
            entries.add(0, new Entry(lambda, data));
        }
        while (entries.size() > capacity) {
            entries.remove(entries.size() - 1).data.close();
        }
        entries.forEach(entry -> entry.data.attach(memory));
    }
}
