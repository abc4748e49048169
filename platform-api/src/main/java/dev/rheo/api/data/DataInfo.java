package dev.rheo.api.data;

/**
 * What a data set's header tells, without loading it.
 *
 * @param shape the dimensions of one sample
 * @param classes number of classes, 0 if there are no labels
 * @param rows number of samples
 * @param quantum the step between neighbouring values of quantised data, such as pixels of 8 bits; 0 if the values are not
 *     quantised, or the header does not tell
 */
public record DataInfo(SampleShape shape, int classes, long rows, double quantum) {
    public DataInfo {
        if (!(quantum >= 0 && quantum < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("the step between values cannot be " + quantum);
        }
    }

    /** Of data that is not known to be quantised. */
    public DataInfo(SampleShape shape, int classes, long rows) {
        this(shape, classes, rows, 0);
    }
}
