package dev.rheo.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rheo.testkit.RuleBook.Chapter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The page of the rules has the rules of the kit, what, how sure and why, and how to mend what violates them. */
class ConformancePageTest {
    private static final Path PAGE = Path.of("../../distribution/docs/conformance.md");
    private static final Pattern COLUMN = Pattern.compile("(?<!\\\\)\\|");
    private static final Pattern ID = Pattern.compile("[A-Z]{1,2}\\d+b?");

    /** The sections below each heading that names a class of rules. */
    private static Map<String, String> sections() throws IOException {
        Map<String, String> sections = new TreeMap<>();
        for (String section : Files.readString(PAGE).split("(?m)^## ")) {
            var named = Pattern.compile("`(\\w+)`")
                    .matcher(section.lines().findFirst().orElse(""));
            if (named.find()) {
                sections.put(named.group(1), section);
            }
        }
        return sections;
    }

    /** Rows of tables that begin with an id, by their columns' names. */
    private static List<Map<String, String>> rows(String section) {
        String[] names = {};
        List<Map<String, String>> rows = new java.util.ArrayList<>();
        for (String line : section.split("\n")) {
            if (line.startsWith("|")) {
                String[] cells = Arrays.stream(COLUMN.split(line.strip()))
                        .skip(1)
                        .map(String::strip)
                        .toArray(String[]::new);
                if (cells[0].equals("id")) {
                    names = cells;
                } else if (ID.matcher(cells[0]).matches()) {
                    Map<String, String> row = new TreeMap<>();
                    for (int i = 0; i < cells.length; i++) {
                        row.put(names[i], cells[i]);
                    }
                    rows.add(row);
                }
            }
        }
        return rows;
    }

    @Test
    void everyChapterHasASectionAndTheOtherWayRound() throws IOException {
        assertThat(sections().keySet())
                .isEqualTo(RuleBook.chapters().stream()
                        .map(chapter -> chapter.rules().getSimpleName())
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    @TestFactory
    List<DynamicTest> everyRuleIsThereWithItsStatusAReasonAndARemedy() throws IOException {
        Map<String, String> sections = sections();
        return RuleBook.chapters().stream()
                .map(chapter -> DynamicTest.dynamicTest(chapter.rules().getSimpleName(), () -> {
                    String section = sections.get(chapter.rules().getSimpleName());
                    assertThat(section).as("a section").isNotNull();
                    examine(chapter, section);
                }))
                .toList();
    }

    private static void examine(Chapter chapter, String section) {
        List<Map<String, String>> rows = rows(section);
        assertThat(rows.stream().map(row -> row.get("id") + ": " + row.get("status")))
                .containsExactlyInAnyOrderElementsOf(chapter.all().stream()
                        .map(rule -> rule.id() + ": " + rule.status().text())
                        .toList());
        assertThat(rows).allSatisfy(row -> {
            assertThat(row.get("checks"))
                    .as("what " + row.get("id") + " checks")
                    .isNotBlank();
            assertThat(row.get("why")).as("why " + row.get("id")).isNotBlank();
        });
        assertThat(remedied(section))
                .as("how to mend, ids in bold")
                .containsAll(chapter.all().stream().map(Rule::id).toList());
    }

    private static List<String> remedied(String section) {
        return Pattern.compile("\\*\\*([^*]+)\\*\\*")
                .matcher(section)
                .results()
                .flatMap(bold -> ID.matcher(bold.group(1)).results())
                .map(id -> id.group())
                .toList();
    }
}
