package dev.rheo.runtime.manifest.tree;

import dev.rheo.runtime.manifest.tree.ManifestNode.Scalar;
import java.util.regex.Pattern;

/** What a plain scalar means: the core schema of YAML 1.2.2, section 10.3.2. */
final class CoreScalar {
    private static final Pattern NULL = Pattern.compile("|~|null|Null|NULL");
    private static final Pattern BOOLEAN = Pattern.compile("true|True|TRUE|false|False|FALSE");
    private static final Pattern INTEGER = Pattern.compile("[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+");
    private static final Pattern REAL = Pattern.compile(
            "[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?" + "|[-+]?\\.(inf|Inf|INF)|\\.(nan|NaN|NAN)");

    private CoreScalar() {}

    static Scalar.Type typeOf(String plain) {
        if (NULL.matcher(plain).matches()) {
            return Scalar.Type.NULL;
        }
        if (BOOLEAN.matcher(plain).matches()) {
            return Scalar.Type.BOOLEAN;
        }
        if (INTEGER.matcher(plain).matches()) {
            return Scalar.Type.INTEGER;
        }
        return REAL.matcher(plain).matches() ? Scalar.Type.REAL : Scalar.Type.TEXT;
    }
}
