package dev.rheo.runtime.manifest.tree;

import dev.rheo.runtime.diagnostic.Diagnostic;
import dev.rheo.runtime.diagnostic.Mark;
import dev.rheo.runtime.diagnostic.SourceText;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads YAML 1.2 into a {@link ManifestNode}. What YAML offers beyond trees of plain values (tags, several documents, merge
 * keys, keys that are not text) is refused, so that a manifest means the same to every reader.
 */
public final class YamlReader {
    /** Nothing in it means anything to YAML but as part of a plain scalar. */
    private static final Pattern WORD = Pattern.compile("-?[a-zA-Z0-9][-a-zA-Z0-9.]*");

    private YamlReader() {}

    /** Reads a whole text; {@code sink} gets what is wrong with it. Empty if it is not YAML at all. */
    public static Optional<ManifestNode> read(SourceText source, Consumer<Diagnostic> sink) {
        Optional<ManifestNode> word = word(source);
        return word.isPresent() ? word : read(source, String.join("\n", source.lines()), 0, sink);
    }

    /** Reads the part of a one-line {@code source} that begins after {@code offset} code points. */
    static Optional<ManifestNode> read(SourceText source, String text, int offset, Consumer<Diagnostic> sink) {
        LoadSettings settings = LoadSettings.builder()
                .setLabel(source.name())
                .setUseMarks(true)
                .setCodePointLimit(ManifestFile.LARGEST)
                .build();
        Marks marks = new Marks(source, offset);
        try {
            return Optional.of(
                    new TreeComposer(new Parse(settings).parseString(text).iterator(), marks, sink).document());
        } catch (TreeComposer.Refused refused) {
            sink.accept(refused.diagnostic());
        } catch (MarkedYamlEngineException e) {
            sink.accept(syntax(e, marks));
        } catch (ReaderException e) {
            Mark mark = marks.atIndex(text, e.getPosition());
            String problem = String.format("the character U+%04X is not allowed in YAML", e.getCodePoint());
            sink.accept(Diagnostic.error(
                    ManifestCode.SYNTAX, mark, problem, "", "Delete it, or write it as an escape in double quotes."));
        } catch (YamlEngineException e) {
            sink.accept(Diagnostic.error(
                    ManifestCode.SYNTAX,
                    Mark.whole(source),
                    "not valid YAML: " + e.getMessage(),
                    "",
                    "Correct the file."));
        }
        return Optional.empty();
    }

    /**
     * The value of a source that is nothing but a number or a word. The parser would say the same, and take a hundred times as long:
     * plugins declare hundreds of such defaults.
     */
    private static Optional<ManifestNode> word(SourceText source) {
        String text = source.lines().get(0);
        return source.lines().size() == 1 && WORD.matcher(text).matches()
                ? Optional.of(
                        new ManifestNode.Scalar(text, CoreScalar.typeOf(text), new Mark(source, 1, 1, text.length())))
                : Optional.empty();
    }

    /** Whether YAML takes an unquoted {@code text} for a text, not for a number, a truth value or nothing. */
    public static boolean isPlainText(String text) {
        return CoreScalar.typeOf(text) == ManifestNode.Scalar.Type.TEXT;
    }

    private static Diagnostic syntax(MarkedYamlEngineException e, Marks marks) {
        Mark mark = e.getProblemMark().or(e::getContextMark).map(marks::at).orElse(Mark.whole(marks.source()));
        String problem = String.valueOf(e.getProblem()).strip();
        String context = e.getContext() == null ? "" : e.getContext().strip();
        String line = marks.source().line(mark.line());
        boolean tab = line.indexOf('\t') >= 0 && problem.contains("TAB");
        String because = tab
                ? "YAML indents with spaces only."
                : e.getContextMark()
                        .map(at -> "This happened " + context + " that begins in line "
                                + marks.at(at).line() + ".")
                        .filter(text -> !context.isEmpty())
                        .orElse("");
        return Diagnostic.error(
                ManifestCode.SYNTAX,
                mark,
                "not valid YAML: " + (tab ? "a tab where the line is indented" : problem.replaceAll("\\.$", "")),
                because,
                tab ? "Replace the tab by spaces." : hint(problem));
    }

    private static String hint(String problem) {
        if (problem.contains("mapping values are not allowed")) {
            return "Check the indentation, or put quotes around a value that contains ': '.";
        }
        if (problem.contains("could not find expected ':'")) {
            return "A key is followed by ': ' and its value.";
        }
        if (problem.contains("cannot start any token") || problem.contains("but got") || problem.contains("expected")) {
            return "Check quotes, brackets and indentation here and in the line above.";
        }
        return "Correct the line; nothing after it has been read.";
    }
}
