package dev.rheo.plugins.datasets.file;

/**
 * Classes read from a file.
 *
 * @param values a class per row
 * @param classes one more than the largest class
 * @param file where they are from
 */
record Labels(int[] values, int classes, DataFile file) {
    /** More classes than this are taken for a mistake, such as a measured quantity given as the label. */
    static final int MOST = 65_536;

    static Labels of(float[] numbers, DataFile file) {
        int[] values = new int[numbers.length];
        int classes = 0;
        for (int row = 0; row < numbers.length; row++) {
            float label = numbers[row];
            if (!(label >= 0 && label < MOST) || label != Math.rint(label)) {
                throw file.wrong(
                        "row " + row,
                        "label " + label + " is not a class (an integer from 0 to " + (MOST - 1) + ")",
                        "number the classes from 0");
            }
            values[row] = (int) label;
            classes = Math.max(classes, values[row] + 1);
        }
        return new Labels(values, classes, file);
    }

    /** These labels, if there are as many as rows. */
    Labels demand(long rows) {
        if (values.length != rows) {
            throw file.wrong(
                    "has " + values.length + " labels for " + rows + " rows", "give one label per row, in order");
        }
        return this;
    }
}
