package dev.rheo.runtime.manifest.tree;

import dev.rheo.runtime.diagnostic.Diagnostic;
import dev.rheo.runtime.diagnostic.Mark;
import dev.rheo.runtime.manifest.tree.ManifestNode.Entry;
import dev.rheo.runtime.manifest.tree.ManifestNode.Mapping;
import dev.rheo.runtime.manifest.tree.ManifestNode.Scalar;
import dev.rheo.runtime.manifest.tree.ManifestNode.Sequence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Builds the tree from the parser's events. The library's own node graph would do, but it forgets which tags were written
 * and expands what it should refuse.
 */
final class TreeComposer {
    private static final int DEEPEST = 50;
    private static final int MOST_NODES = 100_000;

    private final Iterator<Event> events;
    private final Marks marks;
    private final Consumer<Diagnostic> sink;
    private final Map<String, Anchored> anchors = new HashMap<>();
    private int depth;
    private int nodes;

    /** A node that aliases may repeat, and how many nodes each repetition adds. */
    private record Anchored(ManifestNode node, int size) {}

    /** Something that makes the rest of the text meaningless. */
    static final class Refused extends RuntimeException {
        private final transient Diagnostic diagnostic;

        Refused(Diagnostic diagnostic) {
            super(diagnostic.problem(), null, false, false);
            this.diagnostic = diagnostic;
        }

        Diagnostic diagnostic() {
            return diagnostic;
        }
    }

    TreeComposer(Iterator<Event> events, Marks marks, Consumer<Diagnostic> sink) {
        this.events = events;
        this.marks = marks;
        this.sink = sink;
    }

    /** The only document; an empty text is a null scalar. */
    ManifestNode document() {
        next();
        Event event = next();
        if (event.getEventId() == Event.ID.StreamEnd) {
            return new Scalar("", Scalar.Type.NULL, new Mark(marks.source(), 1, 1 + marks.offset(), 1));
        }
        ManifestNode root = node(next());
        next();
        Event end = next();
        if (end.getEventId() != Event.ID.StreamEnd) {
            throw new Refused(Diagnostic.error(
                    ManifestCode.YAML_FEATURE,
                    mark(end),
                    "a second document begins here",
                    "A manifest is one YAML document.",
                    "Delete the '---' line and what does not belong to the manifest."));
        }
        return root;
    }

    private ManifestNode node(Event event) {
        Mark mark = mark(event);
        if (++nodes > MOST_NODES) {
            throw tooMuch(mark, "more than " + MOST_NODES + " values");
        }
        if (event instanceof AliasEvent alias) {
            return alias(alias, mark);
        }
        int before = nodes;
        ManifestNode node;
        if (event instanceof ScalarEvent scalar) {
            refuseTag(scalar.getTag(), mark);
            Scalar.Type type = scalar.isPlain() ? CoreScalar.typeOf(scalar.getValue()) : Scalar.Type.TEXT;
            node = new Scalar(scalar.getValue(), type, mark);
        } else if (event instanceof CollectionStartEvent start) {
            refuseTag(start.getTag(), mark);
            node = collection(start, mark);
        } else {
            throw new YamlEngineException("unexpected " + event);
        }
        ((NodeEvent) event)
                .getAnchor()
                .ifPresent(anchor -> anchors.put(anchor.getValue(), new Anchored(node, nodes - before + 1)));
        return node;
    }

    private ManifestNode collection(CollectionStartEvent start, Mark mark) {
        if (++depth > DEEPEST) {
            throw tooMuch(mark, "values nested more than " + DEEPEST + " levels deep");
        }
        ManifestNode node = start.getEventId() == Event.ID.MappingStart ? mapping(mark) : sequence(mark);
        depth--;
        return node;
    }

    private ManifestNode sequence(Mark mark) {
        List<ManifestNode> items = new ArrayList<>();
        for (Event event = next(); event.getEventId() != Event.ID.SequenceEnd; event = next()) {
            items.add(node(event));
        }
        return new Sequence(items, mark);
    }

    private ManifestNode mapping(Mark mark) {
        Map<String, Entry> entries = new LinkedHashMap<>();
        for (Event event = next(); event.getEventId() != Event.ID.MappingEnd; event = next()) {
            ManifestNode key = node(event);
            ManifestNode value = node(next());
            if (!(key instanceof Scalar scalar) || scalar.isNull()) {
                refuse(key.mark(), "a key that is not text", "Keys of a manifest are names.", "Write 'name: value'.");
            } else if (scalar.text().equals("<<")) {
                String because = "Merge keys are not part of YAML 1.2.";
                refuse(
                        key.mark(),
                        "a merge key",
                        because,
                        "Use an alias for the whole value, or 'extends' at the top.");
            } else if (entries.containsKey(scalar.text())) {
                sink.accept(duplicate(scalar, entries.get(scalar.text())));
            } else {
                entries.put(scalar.text(), new Entry(key.mark(), value));
            }
        }
        return new Mapping(entries, mark);
    }

    private static Diagnostic duplicate(Scalar key, Entry first) {
        return Diagnostic.error(
                ManifestCode.DUPLICATE_KEY,
                key.mark(),
                "'" + key.text() + "' is given twice",
                "It was first given in line " + first.key().line() + "; only one of them can hold.",
                "Delete one of them.");
    }

    private ManifestNode alias(AliasEvent event, Mark mark) {
        Anchored anchored = anchors.get(event.getAlias().getValue());
        if (anchored == null) {
            throw new Refused(Diagnostic.error(
                    ManifestCode.YAML_FEATURE,
                    mark,
                    "the alias '*" + event.getAlias().getValue() + "' refers to nothing before it",
                    "An alias repeats a value that was complete and marked with '&' earlier in the same file.",
                    "Mark the value with '&" + event.getAlias().getValue()
                            + "', or put quotes around a text with '*'."));
        }
        nodes += anchored.size();
        if (nodes > MOST_NODES) {
            throw tooMuch(mark, "aliases that expand to more than " + MOST_NODES + " values");
        }
        return anchored.node();
    }

    private void refuseTag(Optional<String> tag, Mark mark) {
        if (tag.isPresent()) {
            String because = "A manifest is plain data; its types follow from the options' documentation.";
            refuse(mark, "the tag '" + tag.get() + "'", because, "Delete the tag.");
        }
    }

    private void refuse(Mark mark, String what, String because, String remedy) {
        sink.accept(Diagnostic.error(ManifestCode.YAML_FEATURE, mark, what + " is not allowed here", because, remedy));
    }

    private static Refused tooMuch(Mark mark, String what) {
        String because = "The reader stops here, to protect itself from files made to exhaust its memory.";
        return new Refused(
                Diagnostic.error(ManifestCode.YAML_FEATURE, mark, what, because, "Write a smaller manifest."));
    }

    private Event next() {
        return events.next();
    }

    private Mark mark(Event event) {
        return event.getStartMark()
                .flatMap(start -> event.getEndMark().map(end -> marks.between(start, end)))
                .orElse(Mark.whole(marks.source()));
    }
}
