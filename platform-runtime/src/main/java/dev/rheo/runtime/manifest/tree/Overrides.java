package dev.rheo.runtime.manifest.tree;

import dev.rheo.runtime.diagnostic.Diagnostic;
import dev.rheo.runtime.diagnostic.Mark;
import dev.rheo.runtime.diagnostic.SourceText;
import dev.rheo.runtime.manifest.tree.ManifestNode.Entry;
import dev.rheo.runtime.manifest.tree.ManifestNode.Mapping;
import dev.rheo.runtime.manifest.tree.ManifestNode.Sequence;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Command line overrides, {@code path.sigma=0.1}, laid over a manifest one after the other. */
public final class Overrides {
    private static final Pattern PATH = Pattern.compile("[^.=\\s]+(\\.[^.=\\s]+)*");
    private static final Pattern INDEX = Pattern.compile("[0-9]{1,9}");

    private final Consumer<Diagnostic> sink;

    private Overrides(Consumer<Diagnostic> sink) {
        this.sink = sink;
    }

    /**
     * Applies every override that can be applied.
     *
     * @param manifest what they are laid over
     * @param arguments in the order given
     * @param workingDirectory relative paths in values are resolved against it
     * @param sink gets what is wrong, marked in the argument
     */
    public static Mapping apply(
            Mapping manifest, List<String> arguments, Path workingDirectory, Consumer<Diagnostic> sink) {
        Overrides overrides = new Overrides(sink);
        Mapping result = manifest;
        for (int i = 0; i < arguments.size(); i++) {
            SourceText source = SourceText.argument(
                    i + 1, arguments.get(i), workingDirectory.toAbsolutePath().normalize());
            result = overrides.apply(result, source, arguments.get(i));
        }
        return result;
    }

    private Mapping apply(Mapping manifest, SourceText source, String argument) {
        int equals = argument.indexOf('=');
        String path = equals < 0 ? argument : argument.substring(0, equals);
        if (equals < 0 || !PATH.matcher(path).matches()) {
            Mark mark = new Mark(source, 1, 1, path.codePointCount(0, path.length()));
            String problem =
                    equals < 0 ? "an override has the form path=value" : "'" + path + "' is not a path of options";
            String remedy = "Write for example path.sigma=0.1, without spaces around '='.";
            sink.accept(Diagnostic.error(ManifestCode.OVERRIDE, mark, problem, "", remedy));
            return manifest;
        }
        int offset = argument.codePointCount(0, equals + 1);
        Optional<ManifestNode> value = YamlReader.read(source, argument.substring(equals + 1), offset, sink);
        Step step = new Step(source, path.split("\\.", -1), 0);
        return value.map(node -> (Mapping) laid(manifest, step, node)).orElse(manifest);
    }

    /** One segment of an override's path. */
    private record Step(SourceText source, String[] segments, int at) {
        String name() {
            return segments[at];
        }

        boolean isLast() {
            return at == segments.length - 1;
        }

        Step next() {
            return new Step(source, segments, at + 1);
        }

        Mark mark() {
            int column = 1;
            for (int i = 0; i < at; i++) {
                column += segments[i].codePointCount(0, segments[i].length()) + 1;
            }
            return new Mark(source, 1, column, name().codePointCount(0, name().length()));
        }
    }

    private ManifestNode laid(ManifestNode target, Step step, ManifestNode value) {
        if (target instanceof Sequence list) {
            return laidInList(list, step, value);
        }
        Mapping mapping = target instanceof Mapping known
                ? known
                : Layers.isName(target) ? Layers.longForm(target) : new Mapping(Map.of(), step.mark());
        Entry old = mapping.entries().get(step.name());
        if (old == null && isFirstOfSingle(step, mapping)) {
            return step.isLast() ? Layers.lay(value, target) : laid(mapping, step.next(), value);
        }
        ManifestNode lower = old == null ? new Mapping(Map.of(), step.mark()) : old.value();
        ManifestNode changed =
                step.isLast() ? old == null ? value : Layers.lay(value, lower) : laid(lower, step.next(), value);
        return isNewType(step, old, changed)
                ? new Mapping(new LinkedHashMap<>(Map.of(Layers.TYPE, new Entry(step.mark(), changed))), mapping.mark())
                : mapping.with(step.name(), new Entry(step.mark(), changed));
    }

    /** A single value stands for a list of one, whose entry 0 it is. */
    private static boolean isFirstOfSingle(Step step, Mapping mapping) {
        return step.name().equals("0") && mapping.entries().containsKey(Layers.TYPE);
    }

    /** {@code path.type=cond-ot} leaves the options of the old type behind. */
    private static boolean isNewType(Step step, @Nullable Entry old, ManifestNode changed) {
        return step.isLast()
                && step.name().equals(Layers.TYPE)
                && old != null
                && old.value() instanceof ManifestNode.Scalar before
                && changed instanceof ManifestNode.Scalar after
                && !before.text().equals(after.text());
    }

    private ManifestNode laidInList(Sequence list, Step step, ManifestNode value) {
        int size = list.items().size();
        boolean number = INDEX.matcher(step.name()).matches();
        if (!number || Integer.parseInt(step.name()) >= size) {
            String problem = number
                    ? "there is no entry " + step.name() + "; the list has " + size
                            + (size == 1 ? " entry" : " entries")
                    : "'" + step.name() + "' is not the number of a list entry";
            String because =
                    size < 2 ? "Entries are numbered from 0." : "Its entries are numbered 0 to " + (size - 1) + ".";
            String remedy = "Number an entry of the list, or give the whole list: path=[a, b].";
            sink.accept(Diagnostic.error(ManifestCode.OVERRIDE, step.mark(), problem, because, remedy));
            return list;
        }
        int index = Integer.parseInt(step.name());
        ManifestNode old = list.items().get(index);
        return list.with(index, step.isLast() ? Layers.lay(value, old) : laid(old, step.next(), value));
    }
}
