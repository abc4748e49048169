package dev.rheo.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rheo.distribution.Distribution.Finished;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A table goes into a model and comes out of it as a table. */
class TablesIT {
    private static final String ROW =
            "(Bergen|Ghent|Graz|Porto),-?\\d+(\\.\\d+)?(E-?\\d+)?,-?\\d+,\\d+,(district|electric|gas),-?\\d+(\\.\\d+)?(E-?\\d+)?";

    @TempDir
    Path folder;

    /** Seeds are fixed; the margins allow for other processors. */
    @Test
    void samplesOfATableHaveItsCellsAndItsLaw() throws IOException {
        Finished finished = Distribution.launch(
                folder, "run", "table", "train.steps=1500", "sample.count=1000", "--runs", folder.toString());
        assertThat(finished.exit()).as(finished.all()).isZero();
        Path run = Distribution.onlyRun(folder);
        List<String> lines = Files.readAllLines(run.resolve("samples").resolve("samples.csv"));
        assertThat(lines.get(0)).isEqualTo("city,area,rooms,year,heating,rent");
        assertThat(lines.subList(1, lines.size())).hasSize(1000).allMatch(line -> line.matches(ROW));

        Map<String, Object> evaluation = Json.file(run.resolve("evaluation.json"));
        assertThat(ratio(evaluation, "column-ks")).isLessThan(4);
        assertThat(ratio(evaluation, "column-tv")).isLessThan(5);
        assertThat(ratio(evaluation, "correlation-error")).isLessThan(5);
        assertThat(number(evaluation, "train-on-synthetic", "value"))
                .isGreaterThan(number(evaluation, "train-on-synthetic", "floor") - 0.1);

        Finished again = Distribution.launch(folder, "sample", run.toString(), "--count", "7", "--out", "more.csv");
        assertThat(again.exit()).as(again.all()).isZero();
        List<String> more = Files.readAllLines(folder.resolve("more.csv"));
        assertThat(more).hasSize(8);
        assertThat(more.subList(1, 8)).allMatch(line -> line.matches(ROW));
    }

    @Test
    void aWordAmongNumbersIsRefusedWithItsPlace() throws IOException {
        Files.writeString(folder.resolve("rows.csv"), "a,b\n1,x\ntwo,y\n");
        Files.writeString(
                folder.resolve("wrong.yaml"),
                "rheo: 1\nname: wrong\ndata: {type: csv, path: rows.csv, table: true}\npath: linear\n"
                        + "network: {type: mlp, width: 8, depth: 1}\ntrain: {steps: 1, batch: 2}\n");
        Finished refused = Distribution.launch(folder, "validate", "wrong.yaml");
        assertThat(refused.exit()).isEqualTo(3);
        assertThat(refused.err())
                .contains("rows.csv:3:1", "\"two\" in column 1 (a) is a word among numbers", "types: {a: category}");
    }

    @SuppressWarnings("unchecked")
    private static double number(Map<String, Object> evaluation, String metric, String key) {
        return ((Map<String, Number>) evaluation.get(metric)).get(key).doubleValue();
    }

    private static double ratio(Map<String, Object> evaluation, String metric) {
        return number(evaluation, metric, "value") / number(evaluation, metric, "floor");
    }
}
