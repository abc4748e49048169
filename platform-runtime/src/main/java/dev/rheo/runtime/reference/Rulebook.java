package dev.rheo.runtime.reference;

import dev.rheo.runtime.check.Compatibility.BrokenRule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Numbers the rules that combinations break, in the order in which they are first met, and counts how often. */
final class Rulebook {
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    private static final class Entry {
        private final int number;
        private final BrokenRule rule;
        private int refusals;

        Entry(int number, BrokenRule rule) {
            this.number = number;
            this.rule = rule;
        }
    }

    /** The name of a rule: who demands what. */
    static String name(BrokenRule rule) {
        String verb =
                switch (rule.code()) {
                    case TRAIT_EXCLUDED -> " excludes ";
                    case TRAIT_DISCOURAGED -> " warns of ";
                    default -> " needs ";
                };
        return rule.place() + verb + rule.trait();
    }

    /** A table's cell: ✓, or the numbers of the rules that are broken. */
    String cell(List<BrokenRule> broken) {
        if (broken.isEmpty()) {
            return "✓";
        }
        String numbers = new TreeSet<>(broken.stream().map(this::number).toList())
                .stream().map(String::valueOf).collect(Collectors.joining(", "));
        return broken.stream().anyMatch(BrokenRule::refuses) ? numbers : "✓ (" + numbers + ")";
    }

    private int number(BrokenRule rule) {
        Entry entry =
                entries.computeIfAbsent(name(rule) + "\n" + rule.because(), key -> new Entry(entries.size() + 1, rule));
        entry.refusals++;
        return entry.number;
    }

    /** One line of Markdown for each rule. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (Entry entry : entries.values()) {
            BrokenRule rule = entry.rule;
            lines.add(entry.number + ". `" + name(rule) + "` (" + rule.code().id() + ", "
                    + entry.refusals + (rule.refuses() ? " refused" : " warned") + "): "
                    + Markdown.text(rule.because().replaceAll("\\.$", "")) + ".");
        }
        return lines;
    }
}
