package dev.rheo.api.data;

/**
 * What a data set's header tells, without loading it.
 *
 * @param shape the dimensions of one sample
 * @param classes number of classes, 0 if there are no labels
 * @param rows number of samples
 * @param quantum the step between neighbouring values of quantised data, such as pixels of 8 bits; 0 if the values are not
 *     quantised, or the header does not tell
 * @param timePoints where rows belong to flow times of their own; {@code rows} does not count those that are left out
 * @param table the columns of data that is a table of cells, so that samples can be given back as cells
 * @param conditions the numbers that come beside each sample
 */
public record DataInfo(
        SampleShape shape,
        int classes,
        long rows,
        double quantum,
        TimePoints timePoints,
        Table table,
        Conditions conditions) {
    public DataInfo {
        if (!table.none() && (shape.rank() != 1 || shape.size() != table.width())) {
            throw new IllegalArgumentException(
                    "columns of " + table.width() + " numbers are not samples of shape " + shape);
        }
        if (!(quantum >= 0 && quantum < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("the step between values cannot be " + quantum);
        }
    }

    /** Of data without conditions. */
    public DataInfo(SampleShape shape, int classes, long rows, double quantum, TimePoints timePoints, Table table) {
        this(shape, classes, rows, quantum, timePoints, table, Conditions.NONE);
    }

    /** Of data that is just numbers. */
    public DataInfo(SampleShape shape, int classes, long rows, double quantum, TimePoints timePoints) {
        this(shape, classes, rows, quantum, timePoints, Table.NONE);
    }

    /** Of ordinary data, which all belongs to t = 1. */
    public DataInfo(SampleShape shape, int classes, long rows, double quantum) {
        this(shape, classes, rows, quantum, TimePoints.NONE);
    }

    /** Of ordinary data that is not known to be quantised. */
    public DataInfo(SampleShape shape, int classes, long rows) {
        this(shape, classes, rows, 0);
    }

    /** The same with conditions. */
    public DataInfo with(Conditions given) {
        return new DataInfo(shape, classes, rows, quantum, timePoints, table, given);
    }
}
