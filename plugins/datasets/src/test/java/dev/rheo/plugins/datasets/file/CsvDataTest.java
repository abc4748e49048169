package dev.rheo.plugins.datasets.file;

import static dev.rheo.plugins.datasets.file.FileFixtures.AS_IT_IS;
import static dev.rheo.plugins.datasets.file.FileFixtures.gzip;
import static dev.rheo.plugins.datasets.file.FileFixtures.load;
import static dev.rheo.plugins.datasets.file.FileFixtures.refusal;
import static dev.rheo.plugins.datasets.file.FileFixtures.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rheo.api.data.DataException;
import dev.rheo.api.data.DataInfo;
import dev.rheo.api.data.Rows;
import dev.rheo.api.data.SampleShape;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvDataTest {
    @TempDir
    private Path folder;

    @Test
    void readsNumbersRowByRow() {
        Rows rows = load(csv("1,2.5\n-3e2,4\n\n"));
        assertThat(rows.points().values()).containsExactly(1, 2.5f, -300, 4);
        assertThat(rows.shape()).isEqualTo(SampleShape.of(2));
        assertThat(rows.labels()).isNull();
    }

    @Test
    void readsGzipWhateverTheNameSays() {
        Path path = write(folder.resolve("data.bin"), gzip("1,2\n3,4\n".getBytes(StandardCharsets.UTF_8)));
        assertThat(load(new CsvData(config(path))).points().values()).containsExactly(1, 2, 3, 4);
    }

    @Test
    void takesAFirstLineWithoutNumbersForTheHeader() {
        assertThat(csv("x,y\n1,2\n").info()).isEqualTo(new DataInfo(SampleShape.of(2), 0, 1));
        assertThat(csv("1,2\n3,4\n").info().rows()).isEqualTo(2);
    }

    @Test
    void takesAFirstLineForTheHeaderIfAColumnIsNamedInIt() {
        assertThat(load(with("0,1,digit\n5,6,1\n", "digit", List.of(), List.of()))
                        .labels())
                .containsExactly(1);
    }

    @Test
    void conditionsAreBesideTheSamplesUnderTheirNames() {
        Path path = write(folder.resolve("c.csv"), "x,age,side,y\n1,2,0,3\n4,5,1,6\n".getBytes(StandardCharsets.UTF_8));
        CsvData data = new CsvData(new CsvData.Config(
                path, CsvData.Header.AUTO, ",", List.of(), "side", List.of("age"), List.of(), Typing.NONE, AS_IT_IS));
        assertThat(data.info().conditions().names()).containsExactly("age");
        assertThat(data.info().shape()).isEqualTo(SampleShape.of(2));
        Rows rows = load(data);
        assertThat(rows.points().values()).containsExactly(1, 3, 4, 6);
        assertThat(rows.labels()).containsExactly(0, 1);
        assertThat(rows.conditions()).isNotNull();
        assertThat(rows.conditions().values()).containsExactly(2, 5);
    }

    @Test
    void skipsAByteOrderMark() {
        assertThat(load(csv("\uFEFF1,2\n")).points().values()).containsExactly(1, 2);
    }

    @Test
    void readsTheLabelFromTheEndAndReshapesTheRest() {
        CsvData data = with("1,2,3,4,0\n5,6,7,8,2\n", "-1", List.of(), List.of(1, 2, 2));
        Rows rows = load(data);
        assertThat(rows.labels()).containsExactly(0, 2);
        assertThat(rows.classes()).isEqualTo(3);
        assertThat(rows.shape()).isEqualTo(SampleShape.of(1, 2, 2));
        assertThat(data.info()).isEqualTo(new DataInfo(SampleShape.of(1, 2, 2), 3, 2));
    }

    @Test
    void numbersNamedClassesAlphabetically() {
        Rows rows = load(with("w,kind\n1,setosa\n2,iris\n3,setosa\n", "kind", List.of(), List.of()));
        assertThat(rows.labels()).containsExactly(1, 0, 1);
        assertThat(rows.points().values()).containsExactly(1, 2, 3);
    }

    @Test
    void choosesAndOrdersColumns() {
        Rows rows = load(with("a,b,c,name\n1,2,3,x\n4,5,6,y\n", null, List.of("c", "0"), List.of()));
        assertThat(rows.points().values()).containsExactly(3, 1, 6, 4);
    }

    @Test
    void readsOtherDelimiters() {
        Path path = write(folder.resolve("data.tsv"), "1\t2\n");
        CsvData data =
                new CsvData(new CsvData.Config(path, CsvData.Header.NO, "tab", List.of(), null, List.of(), AS_IT_IS));
        assertThat(load(data).points().values()).containsExactly(1, 2);
    }

    @Test
    void namesTheLineOfARaggedRow() {
        assertThat(refusal(csv("1,2\n3,4\n5\n"))).endsWith("data.csv:3: has 1 cells, the first line has 2");
        assertThat(refusal(csv("1,2\n3,4,5\n"))).endsWith("data.csv:2: has 3 cells, the first line has 2");
    }

    @Test
    void namesTheCellThatIsNotAFiniteNumber() {
        assertThat(refusal(csv("x,y\n1,abc\n"))).endsWith("data.csv:2:2: \"abc\" in column 2 (y) is not a number");
        assertThat(refusal(csv("1,2\n3,\n"))).endsWith("data.csv:2:2: column 2 is empty");
        assertThat(refusal(csv("1,2\nNaN,4\n"))).contains("data.csv:2:1: NaN in column 1 is not a finite number");
        assertThat(refusal(csv("1,2\n-inf,4\n"))).contains(":2:1: -inf in column 1 is not a finite number");
        assertThat(refusal(csv("1,2\n1e39,4\n"))).contains(":2:1: 1e39 in column 1 is not a finite number in single");
        assertThat(refusal(csv("1,2\n1f,4\n"))).contains("\"1f\" in column 1 is not a number");
    }

    @Test
    void aCheckOfTheHeaderFindsBadCellsToo() {
        assertThatThrownBy(() -> csv("1,2\n3,x\n").info()).isInstanceOf(DataException.class);
    }

    @Test
    void refusesEmptyAndMissingFiles() {
        assertThat(refusal(csv(""))).endsWith("data.csv: has no rows");
        assertThat(refusal(csv("x,y\n"))).endsWith("data.csv: has no rows");
        assertThat(refusal(new CsvData(config(folder.resolve("none.csv"))))).endsWith("there is no such file");
        assertThat(refusal(new CsvData(config(folder)))).endsWith("is not a file");
    }

    @Test
    void refusesTextThatIsNotUtf8() {
        Path path = write(folder.resolve("latin.csv"), "größe,b\n1,2\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(refusal(new CsvData(config(path)))).endsWith("latin.csv: is not text in UTF-8");
    }

    @Test
    void refusesAGzipFileThatIsCutOff() {
        byte[] whole = gzip("1,2\n".repeat(5000).getBytes(StandardCharsets.UTF_8));
        Path path = write(folder.resolve("cut.csv.gz"), Arrays.copyOf(whole, whole.length / 2));
        assertThat(refusal(new CsvData(config(path)))).endsWith("cut.csv.gz: ends too early: it is cut off");
    }

    @Test
    void refusesLabelsThatAreNoClasses() {
        assertThat(refusal(with("1,0\n2,-1\n", "1", List.of(), List.of()))).contains(":2:2: label \"-1\" in column 2");
        assertThat(refusal(with("1,0\n2,0.5\n", "1", List.of(), List.of()))).contains("label \"0.5\"");
        assertThat(refusal(with("1,0\n2,70000\n", "1", List.of(), List.of()))).contains("label \"70000\"");
        assertThat(refusal(with("1,0\n2,cat\n", "1", List.of(), List.of())))
                .contains("label \"cat\" in column 2 is not a number, the labels before are numbers");
        assertThat(refusal(with("1,0\n2,NaN\n", "1", List.of(), List.of()))).contains("label \"NaN\"");
    }

    @Test
    void refusesColumnsThatAreNotThere() {
        assertThat(refusal(with("1,2\n", "7", List.of(), List.of())))
                .endsWith("label asks for column 7, but there are 2");
        assertThat(refusal(with("x,y\n1,2\n", null, List.of("z"), List.of())))
                .endsWith("columns names a column \"z\" that is not there");
    }

    @Test
    void refusesAShapeOfAnotherSize() {
        assertThat(refusal(with("1,2,3\n", null, List.of(), List.of(1, 2, 2))))
                .endsWith("one sample has 3 numbers, but shape [1, 2, 2] takes 4");
    }

    @Test
    void refusesAQuoteThatIsNeverClosed() {
        assertThat(refusal(csv("1,2\n\"3,4\n"))).contains("data.csv");
    }

    @Test
    void checksItsOptions() {
        FileFixtures.Found found = new FileFixtures.Found();
        new CsvData.Config(folder, CsvData.Header.AUTO, ";;", List.of(), null, List.of(0), AS_IT_IS).check(found);
        assertThat(found.errors)
                .containsExactly("shape: [0] has a dimension below 1", "delimiter: \";;\" is not one character");
    }

    private CsvData csv(String text) {
        return with(text, null, List.of(), List.of());
    }

    private CsvData with(String text, String label, List<String> columns, List<Integer> shape) {
        Path path = write(folder.resolve("data.csv"), text);
        return new CsvData(new CsvData.Config(path, CsvData.Header.AUTO, ",", columns, label, shape, AS_IT_IS));
    }

    private static CsvData.Config config(Path path) {
        return new CsvData.Config(path, CsvData.Header.AUTO, ",", List.of(), null, List.of(), AS_IT_IS);
    }
}
