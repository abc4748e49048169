package dev.rheo.runtime.scaffold;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of a file with places {@code {{name}}} to fill in. Templates are resources beside this class.
 *
 * @param name the resource, without the suffix that keeps build tools from taking it for what it becomes
 * @param text as stored
 */
record Template(String name, String text) {
    private static final Pattern PLACE = Pattern.compile("\\{\\{(\\w+)}}");
    private static final Pattern TYPE = Pattern.compile("^(?:public final )?class (\\w+)", Pattern.MULTILINE);

    static boolean exists(String name) {
        return Template.class.getResource(name + ".template") != null;
    }

    static Template of(String name) {
        try (InputStream in = Template.class.getResourceAsStream(name + ".template")) {
            if (in == null) {
                throw new IllegalArgumentException("there is no template " + name);
            }
            return new Template(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The text with every place filled in.
     *
     * @throws IllegalArgumentException if a place has no value
     */
    String fill(Map<String, String> values) {
        return PLACE.matcher(text).replaceAll(place -> {
            String value = values.get(place.group(1));
            if (value == null) {
                throw new IllegalArgumentException(name + " has the unknown place " + place.group());
            }
            return Matcher.quoteReplacement(value);
        });
    }

    /** The class that a Java file declares. */
    String type() {
        return first(TYPE);
    }

    /** What the first group of {@code pattern} finds. */
    String first(Pattern pattern) {
        Matcher found = pattern.matcher(text);
        if (!found.find()) {
            throw new IllegalArgumentException(name + " has nothing like " + pattern);
        }
        return found.group(1);
    }
}
