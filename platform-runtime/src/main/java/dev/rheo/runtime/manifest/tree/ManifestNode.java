package dev.rheo.runtime.manifest.tree;

import dev.rheo.runtime.diagnostic.Mark;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A value in a manifest and its place. Immutable; a node that an alias refers to occurs more than once. */
public sealed interface ManifestNode {
    Mark mark();

    /** The same tree with every mark replaced, for values that stand in for something at {@code mark}. */
    ManifestNode at(Mark mark);

    /** What it is, for use in a sentence: {@code the number 3}. */
    String described();

    /**
     * Keys and values.
     *
     * @param entries in the order written
     * @param mark of the first key or the opening brace
     */
    record Mapping(Map<String, Entry> entries, Mark mark) implements ManifestNode {
        public Mapping {
            entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
        }

        @Override
        public Mapping at(Mark place) {
            Map<String, Entry> moved = new LinkedHashMap<>();
            entries.forEach((name, entry) ->
                    moved.put(name, new Entry(place, entry.value().at(place))));
            return new Mapping(moved, place);
        }

        /** This mapping with one entry set (in its old position if there was one). */
        public Mapping with(String name, Entry entry) {
            Map<String, Entry> changed = new LinkedHashMap<>(entries);
            changed.put(name, entry);
            return new Mapping(changed, mark);
        }

        /** This mapping without one entry. */
        public Mapping without(String name) {
            Map<String, Entry> changed = new LinkedHashMap<>(entries);
            changed.remove(name);
            return new Mapping(changed, mark);
        }

        @Override
        public String described() {
            return "a mapping";
        }
    }

    /** A value of a mapping and the place of its key. */
    record Entry(Mark key, ManifestNode value) {}

    /** Values in order. */
    record Sequence(List<ManifestNode> items, Mark mark) implements ManifestNode {
        public Sequence {
            items = List.copyOf(items);
        }

        @Override
        public Sequence at(Mark place) {
            return new Sequence(items.stream().map(item -> item.at(place)).toList(), place);
        }

        /** This sequence with one item replaced. */
        public Sequence with(int index, ManifestNode item) {
            List<ManifestNode> changed = new ArrayList<>(items);
            changed.set(index, item);
            return new Sequence(changed, mark);
        }

        @Override
        public String described() {
            return "a list";
        }
    }

    /**
     * A single value.
     *
     * @param text as written, without quotes
     * @param type what YAML 1.2's core schema takes it for
     */
    record Scalar(String text, Type type, Mark mark) implements ManifestNode {
        public enum Type {
            TEXT,
            INTEGER,
            REAL,
            BOOLEAN,
            NULL
        }

        @Override
        public Scalar at(Mark place) {
            return new Scalar(text, type, place);
        }

        public boolean isNull() {
            return type == Type.NULL;
        }

        @Override
        public String described() {
            return switch (type) {
                case TEXT -> "the text '" + abbreviated() + "'";
                case INTEGER, REAL -> "the number " + abbreviated();
                case BOOLEAN -> abbreviated();
                case NULL -> "nothing";
            };
        }

        private String abbreviated() {
            return text.length() <= 60 ? text : text.substring(0, 57) + "...";
        }
    }
}
