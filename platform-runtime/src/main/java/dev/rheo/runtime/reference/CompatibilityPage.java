package dev.rheo.runtime.reference;

import dev.rheo.runtime.check.Compatibility.BrokenRule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Which components go together: paths × predictions × solvers, and paths × the kinds that meet them in pairs. Paths whose
 * tables are equal share one.
 */
final class CompatibilityPage {
    private static final String HEAD = """
            # What goes with what

            Written by `rheo reference` from the rules that `rheo validate` and `rheo run` apply before training. ✓ runs. Numbers name the rules, listed at the end, for which a combination is refused; in
            parentheses those of which it warns. Everything that is not named has its default: independent pairs, uniform
            times, a Gaussian source.
            """;

    private final Outcomes outcomes;
    private final Rulebook rules = new Rulebook();
    private final List<String> lines = new ArrayList<>();

    CompatibilityPage(Outcomes outcomes) {
        this.outcomes = outcomes;
    }

    String markdown() {
        lines.add(HEAD);
        lines.add("## Paths, predictions and solvers\n");
        lines.add("Options: `path`, `objective.predict` of `flow-matching`, `sample.solver`.\n");
        shared(this::solvers);
        lines.add("## Paths and couplings\n");
        shared(path -> grid(path, "coupling", "coupling"));
        lines.add("## Paths and timestep samplers\n");
        shared(path -> grid(path, "timesteps", "timesteps"));
        lines.add("## Solvers and time grids\n");
        lines.addAll(table(
                "solver",
                outcomes.names("solver"),
                outcomes.names("grid"),
                (solver, grid) -> List.of(
                        "sample.solver=" + outcomes.value("solver", solver),
                        "sample.grid=" + outcomes.value("grid", grid))));
        lines.add("\n## Rules\n");
        lines.addAll(rules.lines());
        return String.join("\n", lines) + "\n";
    }

    /** Paths with the same table below one heading. */
    private void shared(Function<String, List<String>> table) {
        Map<List<String>, List<String>> paths = new LinkedHashMap<>();
        for (String path : outcomes.names("path")) {
            paths.computeIfAbsent(table.apply(path), same -> new ArrayList<>()).add(path);
        }
        paths.forEach((rows, names) -> {
            lines.add(names.stream().map(name -> "`" + name + "`").collect(Collectors.joining(", ", "**", "**\n")));
            lines.addAll(rows);
            lines.add("");
        });
    }

    private List<String> solvers(String path) {
        return table(
                "solver",
                outcomes.names("solver"),
                outcomes.predictions(),
                (solver, prediction) -> List.of(
                        "path=" + outcomes.value("path", path),
                        "objective={type: flow-matching, predict: " + prediction + "}",
                        "sample.solver=" + outcomes.value("solver", solver)));
    }

    private List<String> grid(String path, String kind, String place) {
        List<String> rows = new ArrayList<>();
        rows.add(Markdown.row(List.of(kind, "")));
        rows.add(Markdown.rule(2));
        for (String name : outcomes.names(kind)) {
            List<BrokenRule> broken = outcomes.of(List.of(
                    "path=" + outcomes.value("path", path), place + "=" + outcomes.value(kind, name), solver(path)));
            rows.add(Markdown.row(List.of("`" + name + "`", rules.cell(broken))));
        }
        return rows;
    }

    /** A solver that the path goes with, so that nothing but the pair in question is judged. */
    private String solver(String path) {
        for (String solver : List.of("dopri5", "euler")) {
            String override = "sample.solver=" + solver;
            if (outcomes.of(List.of("path=" + outcomes.value("path", path), override)).stream()
                    .noneMatch(BrokenRule::refuses)) {
                return override;
            }
        }
        return "sample.solver=" + outcomes.names("solver").get(0);
    }

    private interface Combination {
        List<String> overrides(String row, String column);
    }

    private List<String> table(String corner, List<String> rows, List<String> columns, Combination combination) {
        List<String> table = new ArrayList<>();
        List<String> head = new ArrayList<>(List.of(corner));
        columns.forEach(column -> head.add("`" + column + "`"));
        table.add(Markdown.row(head));
        table.add(Markdown.rule(head.size()));
        for (String row : rows) {
            List<String> cells = new ArrayList<>(List.of("`" + row + "`"));
            for (String column : columns) {
                cells.add(rules.cell(outcomes.of(combination.overrides(row, column))));
            }
            table.add(Markdown.row(cells));
        }
        return table;
    }
}
