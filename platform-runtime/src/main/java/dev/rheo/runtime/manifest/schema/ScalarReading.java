package dev.rheo.runtime.manifest.schema;

import dev.rheo.runtime.diagnostic.Suggestion;
import dev.rheo.runtime.manifest.tree.ManifestCode;
import dev.rheo.runtime.manifest.tree.ManifestNode;
import dev.rheo.runtime.manifest.tree.ManifestNode.Scalar;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** What a scalar of the manifest is as a value of an option. */
public sealed interface ScalarReading {
    /** A value of the option's Java type. */
    record Value(Object value) implements ScalarReading {}

    /** No value. */
    record Fault(ManifestCode code, String problem, String remedy) implements ScalarReading {}

    /**
     * Reads one value.
     *
     * @param type one of the types that scalars have
     * @param name how messages call the option, with quotes
     */
    static ScalarReading read(OptionType type, Range range, ManifestNode node, String name) {
        if (!(node instanceof Scalar scalar)) {
            return wrongType(type, node, name, "");
        }
        if (scalar.isNull()) {
            String problem = name + " has no value";
            return new Fault(ManifestCode.EMPTY_VALUE, problem, "Give " + type.described() + ", or delete the key.");
        }
        if (type instanceof OptionType.Truth) {
            return truth(type, scalar, name);
        }
        if (type instanceof OptionType.Whole whole) {
            return whole(whole, range, scalar, name);
        }
        if (type instanceof OptionType.Real) {
            return real(type, range, scalar, name);
        }
        if (type instanceof OptionType.Choice choice) {
            return choice(choice, scalar, name);
        }
        if (type instanceof OptionType.FilePath) {
            return path(scalar, name);
        }
        return new Value(scalar.text());
    }

    private static ScalarReading truth(OptionType type, Scalar scalar, String name) {
        String lower = scalar.text().toLowerCase(Locale.ROOT);
        if (scalar.type() == Scalar.Type.BOOLEAN) {
            return new Value(lower.equals("true"));
        }
        boolean yes = List.of("yes", "on", "y", "true", "1").contains(lower);
        boolean no = List.of("no", "off", "n", "false", "0").contains(lower);
        return wrongType(type, scalar, name, yes ? "Write true." : no ? "Write false." : "");
    }

    private static ScalarReading whole(OptionType.Whole type, Range range, Scalar scalar, String name) {
        boolean number = scalar.type() == Scalar.Type.INTEGER || scalar.type() == Scalar.Type.REAL;
        if (!number || isSpecial(scalar)) {
            return wrongType(type, scalar, name, quotedOrGrouped(scalar));
        }
        BigInteger value;
        try {
            value = integer(scalar.text());
        } catch (ArithmeticException | NumberFormatException e) {
            return wrongType(type, scalar, name, "");
        }
        boolean fits = type.wide() ? value.bitLength() < Long.SIZE : value.bitLength() < Integer.SIZE;
        if (!fits || !range.contains(value.doubleValue())) {
            String bounds = range.described();
            String largest = "at most " + (type.wide() ? Long.MAX_VALUE : Integer.MAX_VALUE) + " in magnitude";
            return outOfRange(scalar, name, bounds.isEmpty() || range.contains(value.doubleValue()) ? largest : bounds);
        }
        return type.wide() ? new Value(value.longValue()) : new Value(value.intValue());
    }

    private static BigInteger integer(String text) {
        if (text.startsWith("0x")) {
            return new BigInteger(text.substring(2), 16);
        }
        if (text.startsWith("0o")) {
            return new BigInteger(text.substring(2), 8);
        }
        BigDecimal decimal = new BigDecimal(text);
        if (decimal.scale() < -30) {
            throw new ArithmeticException("too large to be meant");
        }
        return decimal.toBigIntegerExact();
    }

    private static ScalarReading real(OptionType type, Range range, Scalar scalar, String name) {
        if (scalar.type() != Scalar.Type.INTEGER && scalar.type() != Scalar.Type.REAL) {
            return wrongType(type, scalar, name, quotedOrGrouped(scalar));
        }
        boolean coded = scalar.text().startsWith("0x") || scalar.text().startsWith("0o");
        double value = isSpecial(scalar)
                ? Double.NaN
                : coded ? integer(scalar.text()).doubleValue() : Double.parseDouble(scalar.text());
        if (!Double.isFinite(value)) {
            return outOfRange(scalar, name, "a finite number");
        }
        return range.contains(value) ? new Value(value) : outOfRange(scalar, name, range.described());
    }

    private static boolean isSpecial(Scalar scalar) {
        String lower = scalar.text().toLowerCase(Locale.ROOT);
        return lower.endsWith(".inf") || lower.equals(".nan");
    }

    /** A number in disguise: quoted, with separators of thousands, or with a decimal comma. */
    private static String quotedOrGrouped(Scalar scalar) {
        String bare = scalar.text().replace("_", "").strip();
        if (scalar.type() != Scalar.Type.TEXT || !bare.matches("[-+]?[0-9.]+([eE][-+]?[0-9]+)?")) {
            return "";
        }
        return bare.equals(scalar.text().strip())
                ? "Delete the quotes."
                : "Write " + bare + ": YAML 1.2 has no separators.";
    }

    private static ScalarReading choice(OptionType.Choice choice, Scalar scalar, String name) {
        var constant = choice.find(scalar.text());
        if (constant.isPresent()) {
            return new Value(constant.get());
        }
        String remedy = Suggestion.of(scalar.text(), choice.words())
                .map(near -> "Did you mean '" + near + "'? ")
                .orElse("");
        String problem = name + " cannot be '" + scalar.text() + "'";
        return new Fault(
                ManifestCode.UNKNOWN_CHOICE, problem, remedy + "Choices: " + String.join(", ", choice.words()) + ".");
    }

    private static ScalarReading path(Scalar scalar, String name) {
        try {
            Path path = Path.of(scalar.text());
            return new Value(scalar.mark().source().directory().resolve(path).normalize());
        } catch (InvalidPathException e) {
            String problem = name + " is not a file name: " + e.getReason();
            return new Fault(ManifestCode.WRONG_TYPE, problem, "Give the name of a file or directory.");
        }
    }

    private static Fault wrongType(OptionType type, ManifestNode node, String name, String hint) {
        String problem = name + " expects " + type.described() + ", but this is " + node.described();
        return new Fault(ManifestCode.WRONG_TYPE, problem, hint.isEmpty() ? "Give " + type.described() + "." : hint);
    }

    private static Fault outOfRange(Scalar scalar, String name, String bounds) {
        String problem = name + " must be " + bounds + ", but is " + scalar.text();
        return new Fault(ManifestCode.OUT_OF_RANGE, problem, "Give a value that is " + bounds + ".");
    }
}
