package dev.rheo.plugins.datasets.file;

import static dev.rheo.plugins.datasets.file.FileFixtures.AS_IT_IS;
import static dev.rheo.plugins.datasets.file.FileFixtures.load;
import static dev.rheo.plugins.datasets.file.FileFixtures.refusal;
import static dev.rheo.plugins.datasets.file.FileFixtures.write;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rheo.api.data.Column;
import dev.rheo.api.data.Column.Kind;
import dev.rheo.api.data.SampleShape;
import dev.rheo.api.data.Table;
import dev.rheo.plugins.datasets.file.Typing.Categories;
import dev.rheo.plugins.datasets.file.Typing.Type;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvTypesTest {
    private static final String PEOPLE = "age,height,town\n30,1.75,Rome\n41,1.6,Oslo\n30,2,Rome\n";

    @TempDir
    private Path folder;

    @Test
    void findsIntegersRealNumbersAndCategories() {
        assertThat(table(PEOPLE, Map.of(), Categories.ONE_HOT).info().table())
                .isEqualTo(new Table(List.of(
                        new Column("age", Kind.INTEGER, List.of()),
                        Column.real("height"),
                        new Column("town", Kind.ONE_HOT, List.of("Oslo", "Rome")))));
    }

    @Test
    void writesCategoriesAsOneHotNumbers() {
        CsvData data = table(PEOPLE, Map.of(), Categories.ONE_HOT);
        assertThat(data.info().shape()).isEqualTo(SampleShape.of(4));
        assertThat(load(data).points().values()).containsExactly(30, 1.75f, 0, 1, 41, 1.6f, 1, 0, 30, 2, 0, 1);
    }

    @Test
    void spreadsCodesOverTheirCell() {
        CsvData data = table("town\n" + "b\n".repeat(500) + "a\n".repeat(500), Map.of(), Categories.CODE);
        float[] values = load(data).points().values();
        assertThat(values.length).isEqualTo(1000);
        double sum = 0;
        for (int i = 0; i < 1000; i++) {
            float code = i < 500 ? 1 : 0;
            assertThat(values[i]).isBetween(code, Math.nextDown(code + 1));
            sum += values[i] - code;
        }
        assertThat(sum / 1000)
                .isBetween(0.46, 0.54); // 4 standard errors of the mean of n = 1000: 1 seed in 15,000 fails
        assertThat(data.info().table().columns().get(0).kind()).isEqualTo(Kind.CODE);
    }

    @Test
    void obeysDeclaredTypes() {
        Table declared = table(PEOPLE, Map.of("age", Type.CATEGORY), Categories.ONE_HOT)
                .info()
                .table();
        assertThat(declared.columns().get(0)).isEqualTo(new Column("age", Kind.ONE_HOT, List.of("30", "41")));
        assertThat(table(PEOPLE, Map.of("0", Type.REAL), Categories.ONE_HOT)
                        .info()
                        .table()
                        .columns()
                        .get(0))
                .isEqualTo(Column.real("age"));
    }

    @Test
    void takesAnEmptyCellAmongWordsForACategory() {
        assertThat(table("a,b\n1,x\n2,\n", Map.of(), Categories.ONE_HOT)
                        .info()
                        .table()
                        .columns()
                        .get(1)
                        .categories())
                .containsExactly("", "x");
    }

    @Test
    void refusesAWordAmongNumbers() {
        assertThat(refusal(table("a,b\n1,x\nfew,y\n", Map.of(), Categories.ONE_HOT)))
                .endsWith("rows.csv:3:1: \"few\" in column 1 (a) is a word among numbers");
    }

    @Test
    void refusesAnEmptyCellAmongNumbers() {
        assertThat(refusal(table("a,b\n1,x\n,y\n", Map.of(), Categories.ONE_HOT)))
                .endsWith("rows.csv:3:1: column 1 (a) is empty");
    }

    @Test
    void refusesAFractionInAColumnDeclaredInteger() {
        assertThat(refusal(table(PEOPLE, Map.of("height", Type.INTEGER), Categories.ONE_HOT)))
                .endsWith("rows.csv:2:2: 1.75 in column 2 (height) is not an integer");
    }

    @Test
    void refusesTypesOfColumnsThatAreNotThere() {
        assertThat(refusal(table(PEOPLE, Map.of("weight", Type.REAL), Categories.ONE_HOT)))
                .endsWith("types names a column \"weight\" that is not there");
    }

    private CsvData table(String text, Map<String, Type> types, Categories categories) {
        Path path = write(folder.resolve("rows.csv"), text);
        return new CsvData(new CsvData.Config(
                path,
                CsvData.Header.YES,
                ",",
                List.of(),
                null,
                List.of(),
                new Typing(true, types, categories),
                AS_IT_IS));
    }
}
