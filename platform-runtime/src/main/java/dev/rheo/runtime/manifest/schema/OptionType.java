package dev.rheo.runtime.manifest.schema;

import dev.rheo.api.component.Component;
import dev.rheo.runtime.plugin.KindInfo;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What values an option takes. */
public sealed interface OptionType {
    /** In a sentence, after "expects": {@code a whole number}. */
    String described();

    /** A noun with its indefinite article. */
    static String withArticle(String noun) {
        return ("aeiou".indexOf(noun.charAt(0)) >= 0 ? "an " : "a ") + noun;
    }

    /** {@code true} or {@code false}. */
    record Truth() implements OptionType {
        @Override
        public String described() {
            return "true or false";
        }
    }

    /** A whole number, {@code wide} if of 64 bits. */
    record Whole(boolean wide) implements OptionType {
        @Override
        public String described() {
            return "a whole number";
        }
    }

    /** A finite double. */
    record Real() implements OptionType {
        @Override
        public String described() {
            return "a number";
        }
    }

    /** Any text. */
    record Text() implements OptionType {
        @Override
        public String described() {
            return "a text";
        }
    }

    /** A file or directory, made absolute against the manifest's directory. */
    record FilePath() implements OptionType {
        @Override
        public String described() {
            return "a file name";
        }
    }

    /** One constant of an enum, written in lower case with hyphens. */
    record Choice(List<Enum<?>> constants) implements OptionType {
        public Choice {
            constants = List.copyOf(constants);
        }

        static Choice of(Class<?> type) {
            return new Choice(Arrays.stream(type.getEnumConstants())
                    .<Enum<?>>map(constant -> (Enum<?>) constant)
                    .toList());
        }

        /** How a manifest writes a constant. */
        public static String word(Enum<?> constant) {
            return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        public List<String> words() {
            return constants.stream().<String>map(Choice::word).toList();
        }

        public Optional<Enum<?>> find(String word) {
            return constants.stream()
                    .filter(constant -> word(constant).equals(word))
                    .findFirst();
        }

        @Override
        public String described() {
            return words().stream().collect(Collectors.joining(", ", "one of ", ""));
        }
    }

    /** A record of options on a level of its own. */
    record Section(ConfigSchema schema) implements OptionType {
        @Override
        public String described() {
            return "a mapping of options";
        }
    }

    /** A component of a kind. */
    record Reference(KindInfo kind) implements OptionType {
        static Reference to(Class<? extends Component> type) {
            return new Reference(KindInfo.of(type));
        }

        @Override
        public String described() {
            return withArticle(kind.title());
        }
    }

    /** Values in order; a single value stands for a list of one. */
    record ListOf(OptionType element) implements OptionType {
        @Override
        public String described() {
            return "a list, each entry " + element.described();
        }
    }

    /** Values by names of the user's choosing. */
    record MapOf(OptionType value) implements OptionType {
        @Override
        public String described() {
            return "a mapping from names, each value " + value.described();
        }
    }
}
