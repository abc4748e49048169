package dev.rheo.runtime.data;

import dev.rheo.api.data.DataException;
import dev.rheo.api.data.DataInfo;
import dev.rheo.api.data.DataSource;
import dev.rheo.api.data.Points;
import dev.rheo.api.data.Preparation;
import dev.rheo.api.data.RowStore;
import dev.rheo.api.data.Rows;
import dev.rheo.api.data.SampleShape;
import dev.rheo.api.data.Table;
import dev.rheo.api.random.RandomStreams;
import dev.rheo.runtime.plugin.Faults;
import dev.rheo.runtime.plugin.PluginContext;
import dev.rheo.runtime.store.DataFacts;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A data set split into training and held-out rows, in both units.
 *
 * @param supply the rows that minibatches are taken from, in training units; of a flow of latents, these
 * @param training the same in memory; of rows that stay in their file, a part of them
 * @param original the same rows in original units
 * @param heldOut rows that training never sees, in original units; of rows that stay in their file, a part of them
 * @param scaling between the two units
 * @param leftOut rows of time points that are kept from training, in original units; none of ordinary data
 * @param numbers which rows of the data set the training rows are
 * @param heldOutNumbers which rows of the data set the held-out rows are
 * @param output the way of samples back to what the data can hold
 * @param conditions names and scaling of the conditions; none of data without
 * @param variation how the training rows differ each time that they are seen
 */
public record PreparedData(
        TrainingRows supply,
        Rows training,
        Rows original,
        Rows heldOut,
        Rows leftOut,
        Scaling scaling,
        int[] numbers,
        int[] heldOutNumbers,
        Output output,
        Variation variation,
        ConditionScaling conditions) {
    /**
     * Loads, checks, splits (by a permutation from the seed) and standardises.
     *
     * @throws DataException if the rows cannot be read or trained on, or are not what the data's header says
     */
    public static PreparedData load(DataSource source, RandomStreams random) {
        Optional<RowStore> stored = plugin(source, source::stored);
        if (stored.isPresent()) {
            return new StoredData(source, stored.get()).prepare(random);
        }
        Rows rows = plugin(source, () -> source.load(random));
        DataInfo header = Variation.header(source);
        check(rows, header);
        List<Double> unseen = header.timePoints().leftOut();
        int[] seen = numbers(rows, unseen, false);
        int n = seen.length;
        int kept = heldOut(n, source.preparation());
        int[] order = Arrays.stream(random.at("split", 0).permutation(n))
                .map(i -> seen[i])
                .toArray();
        int[] heldOutNumbers = Arrays.copyOfRange(order, 0, kept);
        Rows heldOut = rows.select(heldOutNumbers);
        int[] numbers = Arrays.copyOfRange(order, kept, n);
        Rows original = rows.select(numbers);
        Scaling scaling = Scaling.of(original, source.preparation().standardise());
        Points scaled = scaling.toTraining(original.points());
        ConditionScaling conditions = ConditionScaling.of(header.conditions(), original);
        Rows training = new Rows(
                scaled,
                rows.shape(),
                original.labels(),
                rows.classes(),
                original.times(),
                conditions.toTraining(original.conditions()));
        Rows leftOut = rows.select(numbers(rows, unseen, true));
        Raster raster =
                source.preparation().dequantise() ? Raster.of(original.points(), header.quantum()) : Raster.NONE;
        return new PreparedData(
                TrainingRows.of(training, n),
                training,
                original,
                heldOut,
                leftOut,
                scaling,
                numbers,
                heldOutNumbers,
                new Output(Encoding.NONE, scaling, raster, header.table()),
                Variation.of(source.preparation(), header, scaling),
                conditions);
    }

    /** How many of {@code n} rows are kept from training. */
    static int heldOut(int n, Preparation preparation) {
        int kept = (int) Math.round(n * preparation.heldOut());
        if (kept >= n) {
            throw new DataException(
                    "holding out " + kept + " of " + n + " rows leaves nothing to train on",
                    "lower data.heldOut or add data");
        }
        return kept;
    }

    /**
     * For a flow of latents: these are what is trained on, and what samples are decoded from.
     *
     * @throws DataException if the rows are not in memory
     */
    public PreparedData encoded(Encoding encoding, SampleShape latent) {
        requireLoaded();
        Rows latents = new Rows(
                encoding.encode(training.points()),
                latent,
                training.labels(),
                training.classes(),
                training.times(),
                training.conditions());
        return new PreparedData(
                TrainingRows.of(latents, supply.ofData()),
                latents,
                original,
                heldOut,
                leftOut,
                scaling,
                numbers,
                heldOutNumbers,
                new Output(encoding, scaling, output.raster(), output.table()),
                variation,
                conditions);
    }

    /**
     * Rows in original units as the flow takes them: in training units, or latents of these, with standardised conditions.
     */
    public Rows toTraining(Rows rows) {
        return new Rows(
                output.encoding().encode(scaling.toTraining(rows.points())),
                training.shape(),
                rows.labels(),
                rows.classes(),
                rows.times(),
                conditions.toTraining(rows.conditions()));
    }

    /** @throws DataException if the rows are not in memory, where they can be encoded */
    public void requireLoaded() {
        if (supply.loaded().isEmpty()) {
            throw new DataException(
                    "rows that stay in their file cannot be encoded: latents of all of them are made before the training",
                    "leave out data.memoryMap, or the autoencoder");
        }
    }

    /** Numbers of the rows that are, or are not, of one of these times. */
    private static int[] numbers(Rows rows, List<Double> times, boolean of) {
        double[] then = rows.times();
        return IntStream.range(0, rows.points().count())
                .filter(i -> (then != null && times.contains(then[i])) == of)
                .toArray();
    }

    /** The columns of a table; none of data that is just numbers. */
    public Table table() {
        return output.table();
    }

    /** All rows in original units, first the held-out ones; of data with time points, those at t = 1. */
    public Rows heldOutFirst() {
        Rows front = heldOut.at(1);
        Rows back = original.at(1);
        Points first = front.points();
        Points second = back.points();
        float[] values = Arrays.copyOf(first.values(), first.values().length + second.values().length);
        System.arraycopy(second.values(), 0, values, first.values().length, second.values().length);
        int n = first.count() + second.count();
        int[] labels = null;
        int[] head = front.labels();
        int[] tail = back.labels();
        if (head != null && tail != null) {
            labels = Arrays.copyOf(head, n);
            System.arraycopy(tail, 0, labels, head.length, tail.length);
        }
        Rows all = new Rows(new Points(values, n, second.dimension()), original.shape(), labels, original.classes());
        return all.with(joined(front.conditions(), back.conditions()));
    }

    private static @Nullable Points joined(@Nullable Points first, @Nullable Points second) {
        if (first == null || second == null) {
            return null;
        }
        float[] values = Arrays.copyOf(first.values(), first.values().length + second.values().length);
        System.arraycopy(second.values(), 0, values, first.values().length, second.values().length);
        return new Points(values, first.count() + second.count(), first.dimension());
    }

    /** What the conditions of evaluated samples are drawn from: held-out rows, training rows if there are none; null without. */
    public @Nullable ConditionTable heldOutConditions() {
        return ConditionTable.of(heldOut, conditions.scaling())
                .or(() -> ConditionTable.of(original, conditions.scaling()))
                .orElse(null);
    }

    /** What the labels of samples are drawn from; null without labels. */
    public @Nullable LabelFrequencies labels() {
        int[] labels = supply.labels();
        return labels == null ? null : LabelFrequencies.of(labels, training.classes());
    }

    /** What sampling has to know of the data. */
    public DataFacts facts() {
        LabelFrequencies labels = labels();
        return new DataFacts(
                DataFacts.VERSION,
                original.shape().dimensions(),
                labels == null ? 0 : training.classes(),
                supply.ofData(),
                scaling.shifts(),
                scaling.scales(),
                labels == null ? List.of() : labels.counts(),
                table().columns(),
                output.raster().numbers(),
                conditions.facts(original));
    }

    private static <T> T plugin(DataSource source, Callable<T> task) {
        try {
            return PluginContext.call(source.getClass().getClassLoader(), task);
        } catch (DataException e) {
            throw e;
        } catch (Exception e) { // plugin code
            DataException failure = new DataException(
                    "the data set's component failed while it loaded: " + Faults.say(e),
                    "check its options; if they are right, report it to its author");
            failure.initCause(e);
            throw failure;
        }
    }

    private static void check(Rows rows, DataInfo header) {
        if (rows.points().count() == 0) {
            throw new DataException("the data set has no rows", "give a data set with at least one row");
        }
        if (!rows.shape().equals(header.shape()) || rows.classes() != header.classes()) {
            throw new DataException(
                    "the data's header promises samples of shape " + header.shape() + " in " + header.classes()
                            + " classes, but the rows have shape " + rows.shape() + " and " + rows.classes()
                            + " classes",
                    "if the data did not change meanwhile, report it to the author of the data set's plugin");
        }
        if ((rows.times() == null) != header.timePoints().none()) {
            throw new DataException(
                    "the data's header promises " + (rows.times() == null ? "" : "no ")
                            + "time points, but the rows have " + (rows.times() == null ? "none" : "some"),
                    "report it to the author of the data set's plugin");
        }
        if (!ConditionScaling.fit(rows, header.conditions())) {
            throw new DataException(
                    "the data's header promises the conditions "
                            + header.conditions().names() + ", but the rows have others",
                    "report it to the author of the data set's plugin");
        }
        checkNumbers(rows.points());
        Points beside = rows.conditions();
        if (beside != null) {
            checkNumbers(beside);
        }
        int[] labels = rows.labels();
        if (labels != null) {
            checkLabels(labels, rows.classes());
        }
    }

    private static void checkNumbers(Points points) {
        float[] values = points.values();
        int d = points.dimension();
        for (int i = 0; i < values.length; i++) {
            checkNumber(values[i], i / d, i % d);
        }
    }

    /** @param row the numbers of the row with this number */
    static void checkNumbers(float[] row, int number) {
        for (int k = 0; k < row.length; k++) {
            checkNumber(row[k], number, k);
        }
    }

    private static void checkNumber(float value, int row, int column) {
        if (!Float.isFinite(value)) {
            throw new DataException(
                    "row " + row + ", column " + column + " of the data is " + value
                            + ", but training needs finite numbers",
                    "remove or repair the row (rows and columns are counted from 0)");
        }
    }

    static void checkLabels(int[] labels, int classes) {
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] < 0 || labels[i] >= classes) {
                throw new DataException(
                        "row " + i + " of the data has the label " + labels[i] + ", but labels go from 0 to "
                                + (classes - 1),
                        "remove or repair the row (rows are counted from 0)");
            }
        }
    }
}
