package dev.rheo.runtime.store;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rheo.api.data.Column;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code data.json}: what a trained model keeps of its training data, so that it can be sampled where the data is not. A
 * sample in training units becomes one in original units by {@code trained · scale + shift}.
 *
 * @param shape sizes of one sample, without the batch
 * @param classes number of classes, 0 without labels
 * @param rows number of rows, held-out ones included
 * @param shift per feature in row-major order; a single number holds for all features
 * @param scale likewise, never 0
 * @param labelCounts how often each class comes among the training rows; empty without labels
 * @param columns of a table of cells; empty for data that is just numbers
 * @param raster step, smallest and largest value of data whose steps training filled; else empty
 * @param conditions the continuous conditions; null for data without
 */
public record DataFacts(
        int formatVersion,
        List<Integer> shape,
        int classes,
        long rows,
        List<Double> shift,
        List<Double> scale,
        List<Long> labelCounts,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Column> columns,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Double> raster,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable ConditionFacts conditions) {
    public static final int VERSION = 1;

    private static final double TOLERANCE = 1e-6;
    private static final int SHOWN = 3;

    /** @throws IllegalArgumentException if the parts do not fit together */
    public DataFacts {
        shape = List.copyOf(shape);
        shift = List.copyOf(shift);
        scale = List.copyOf(scale);
        labelCounts = List.copyOf(labelCounts);
        columns = List.copyOf(columns);
        raster = List.copyOf(raster);
        check(raster.isEmpty() || (raster.size() == 3 && raster.get(0) > 0), "a raster of " + raster);
        long features = features(shape);
        check(classes >= 0 && rows >= 1, classes + " classes and " + rows + " rows");
        check(shift.size() == 1 || shift.size() == features, shift.size() + " shifts for " + features + " features");
        check(scale.size() == 1 || scale.size() == features, scale.size() + " scales for " + features + " features");
        check(shift.stream().allMatch(Double::isFinite), "a shift that is not finite");
        check(scale.stream().allMatch(s -> Double.isFinite(s) && s != 0), "a scale that is 0 or not finite");
        check(labelCounts.size() == classes, labelCounts.size() + " label counts for " + classes + " classes");
        long labelled = 0;
        for (long count : labelCounts) {
            check(count >= 0 && count <= Integer.MAX_VALUE, "a label count of " + count);
            labelled += count;
        }
        check(labelled <= Integer.MAX_VALUE, labelled + " labels");
        check(classes == 0 || labelled > 0, "classes of which none has a row");
        int width = columns.stream().mapToInt(Column::width).sum();
        check(columns.isEmpty() || width == features, "columns of " + width + " numbers for " + features + " features");
    }

    /** Of data without conditions. */
    public DataFacts(
            int formatVersion,
            List<Integer> shape,
            int classes,
            long rows,
            List<Double> shift,
            List<Double> scale,
            List<Long> labelCounts,
            List<Column> columns,
            List<Double> raster) {
        this(formatVersion, shape, classes, rows, shift, scale, labelCounts, columns, raster, null);
    }

    /** Of data that is just numbers. */
    public DataFacts(
            int formatVersion,
            List<Integer> shape,
            int classes,
            long rows,
            List<Double> shift,
            List<Double> scale,
            List<Long> labelCounts) {
        this(formatVersion, shape, classes, rows, shift, scale, labelCounts, List.of(), List.of());
    }

    /** Whether two descriptions are of the same data, up to rounding of shifts and scales on another machine. */
    public boolean agreesWith(DataFacts other) {
        return shape.equals(other.shape)
                && classes == other.classes
                && rows == other.rows
                && labelCounts.equals(other.labelCounts)
                && columns.equals(other.columns)
                && raster.equals(other.raster)
                && names().equals(other.names())
                && near(shift, other.shift)
                && near(scale, other.scale);
    }

    private List<String> names() {
        return conditions == null ? List.of() : conditions.names();
    }

    private boolean near(List<Double> one, List<Double> other) {
        for (int i = 0; i < Math.max(one.size(), other.size()); i++) {
            double a = one.get(one.size() == 1 ? 0 : i);
            double b = other.get(other.size() == 1 ? 0 : i);
            double unit = Math.abs(scale.get(scale.size() == 1 ? 0 : i));
            if (Math.abs(a - b) > TOLERANCE * (unit + Math.abs(a))) {
                return false;
            }
        }
        return true;
    }

    /** For messages. */
    @Override
    public String toString() {
        return rows + " rows of shape " + shape + ", " + classes + " classes " + labelCounts + ", shift "
                + shortened(shift) + ", scale " + shortened(scale);
    }

    private static String shortened(List<Double> numbers) {
        return numbers.size() <= SHOWN ? numbers.toString() : numbers.subList(0, SHOWN) + "…";
    }

    private static long features(List<Integer> shape) {
        check(!shape.isEmpty(), "a sample without dimensions");
        long features = 1;
        for (int size : shape) {
            check(size >= 1, "a sample of shape " + shape);
            features *= size;
            check(features <= Integer.MAX_VALUE, "a sample of shape " + shape);
        }
        return features;
    }

    private static void check(boolean condition, String wrong) {
        if (!condition) {
            throw new IllegalArgumentException(wrong);
        }
    }
}
