package dev.rheo.runtime.manifest;

import dev.rheo.runtime.manifest.tree.YamlReader;
import java.util.regex.Pattern;

/** Texts as YAML. */
final class YamlText {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_/.][A-Za-z0-9_/.+-]*( [A-Za-z0-9_/.+-]+)*");

    private YamlText() {}

    /** The text, quoted unless it is certain to read back as the same text without. */
    static String of(String text) {
        if (PLAIN.matcher(text).matches() && YamlReader.isPlainText(text)) {
            return text;
        }
        StringBuilder quoted = new StringBuilder("\"");
        text.codePoints().forEach(c -> {
            if (c == '"' || c == '\\') {
                quoted.append('\\').appendCodePoint(c);
            } else if (c == '\n') {
                quoted.append("\\n");
            } else if (c < ' ' || (c >= 0x7F && c <= 0xA0) || c == 0xFEFF || (c >= 0x2028 && c <= 0x2029)) {
                quoted.append(String.format("\\u%04X", c));
            } else {
                quoted.appendCodePoint(c);
            }
        });
        return quoted.append('"').toString();
    }
}
