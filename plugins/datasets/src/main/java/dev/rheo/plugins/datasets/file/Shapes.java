package dev.rheo.plugins.datasets.file;

import dev.rheo.api.component.Problems;
import dev.rheo.api.data.SampleShape;
import java.util.List;

/** The option {@code shape} of file formats. */
final class Shapes {
    static final String MEANING =
            "Dimensions of one sample, for instance [1, 8, 8] for a grey picture; empty to take them from the file.";

    private Shapes() {}

    static void check(List<Integer> option, Problems problems) {
        if (option.stream().anyMatch(d -> d < 1)) {
            problems.error("shape", option + " has a dimension below 1", "give positive dimensions");
        }
    }

    /** The shape asked for, or {@code own} where none was. */
    static SampleShape resolve(List<Integer> option, SampleShape own, DataFile file) {
        if (option.isEmpty()) {
            return own;
        }
        double product = option.stream().mapToDouble(Integer::doubleValue).reduce(1, (a, b) -> a * b);
        if (product != own.size()) {
            throw file.wrong(
                    "one sample has " + own.size() + " numbers, but shape " + option + " takes "
                            + String.format("%.0f", product),
                    "make the product of shape's dimensions " + own.size() + ", or leave shape out");
        }
        return new SampleShape(option);
    }
}
