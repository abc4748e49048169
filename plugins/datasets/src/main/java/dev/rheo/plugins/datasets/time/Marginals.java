package dev.rheo.plugins.datasets.time;

import dev.rheo.api.data.DataException;
import dev.rheo.api.data.DataInfo;
import dev.rheo.api.data.DataSource;
import dev.rheo.api.data.Preparation.Standardise;
import dev.rheo.api.data.Rows;
import dev.rheo.api.data.TimePoints;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * A labelled set's rows by time.
 *
 * @param rows with their flow times; those of one time point without
 * @param times none for one time point
 */
record Marginals(Rows rows, TimePoints times) {
    /** @throws DataException if the labels and the options do not go together */
    static Marginals of(DataSource data, Rows rows, TimePointsData.Config config) {
        if (data.preparation().standardise() != Standardise.NONE) {
            throw new DataException(
                    "the data set inside time-points asks for standardise, which would not treat all time points alike",
                    "standardise the file itself, or remove the option");
        }
        double[] then = then(rows, config.times());
        TreeSet<Double> present = new TreeSet<>(Arrays.stream(then).boxed().toList());
        Double only = config.only();
        if (only != null) {
            demand(present, only, "only");
            return new Marginals(select(rows, then, only, only, only, 1), TimePoints.NONE);
        }
        Double start = config.start();
        double first = start == null ? present.first() : start;
        double last = present.last();
        if (!(first < last)) {
            throw new DataException(
                    "no time point comes after " + first + ", where the flow starts; there are rows at " + present,
                    "check start, and which labels are meant");
        }
        for (double time : config.leaveOut()) {
            demand(present, time, "leaveOut");
            if (!(time > first && time < last)) {
                throw new DataException(
                        "time " + time + " cannot be left out: the flow runs from " + first + " to " + last,
                        "leave out times between these two");
            }
        }
        TreeSet<Double> later = new TreeSet<>(present.tailSet(first, false));
        config.leaveOut().forEach(later::remove);
        return new Marginals(
                select(rows, then, Math.nextUp(first), last, first, last),
                new TimePoints(
                        flowTimes(later, first, last), flowTimes(new TreeSet<>(config.leaveOut()), first, last)));
    }

    /** What to say of them; rows that are left out do not count. */
    DataInfo info(double quantum) {
        double[] then = rows.times();
        long used = then == null
                ? rows.points().count()
                : Arrays.stream(then)
                        .filter(time -> !times.leftOut().contains(time))
                        .count();
        return new DataInfo(rows.shape(), 0, used, quantum, times);
    }

    /** The time of each row. */
    private static double[] then(Rows rows, List<Double> times) {
        int[] labels = rows.labels();
        if (labels == null) {
            throw new DataException(
                    "the data set inside time-points has no labels to tell the time points by",
                    "name the column or the array that says which time point a row belongs to, as its label");
        }
        if (!times.isEmpty() && times.size() != rows.classes()) {
            throw new DataException(
                    "there are " + times.size() + " times for " + rows.classes() + " labels",
                    "give one time per label, from label 0 on, or none");
        }
        return Arrays.stream(labels)
                .mapToDouble(label -> times.isEmpty() ? label : times.get(label))
                .toArray();
    }

    private static void demand(TreeSet<Double> present, double time, String option) {
        if (!present.contains(time)) {
            throw new DataException(
                    option + " names the time " + time + ", of which there are no rows", "use one of " + present);
        }
    }

    private static List<Double> flowTimes(TreeSet<Double> times, double first, double last) {
        return times.stream().map(time -> (time - first) / (last - first)).toList();
    }

    /** Rows from one time to another; with flow times, unless they are of one time. */
    private static Rows select(Rows rows, double[] then, double from, double to, double first, double last) {
        int[] chosen = IntStream.range(0, then.length)
                .filter(i -> then[i] >= from && then[i] <= to)
                .toArray();
        double[] times = from == to
                ? null
                : Arrays.stream(chosen)
                        .mapToDouble(i -> (then[i] - first) / (last - first))
                        .toArray();
        return new Rows(rows.points().select(chosen), rows.shape(), null, 0, times);
    }
}
