package dev.rheo.runtime.program;

import java.util.List;
import java.util.stream.Collectors;

/**
 * One argument of a training method: what the engine has to bind there.
 *
 * @param name in the script
 * @param subject which vector, state or input; empty where the kind says all
 */
public record Argument(String name, Kind kind, String subject) {
    /** The name under which θ is bound. */
    public static final String PARAMETER = "parameter";

    /** The name under which the flat gradient is bound. */
    public static final String GRADIENT = "gradient";

    /** What is bound. */
    public enum Kind {
        /** One tensor per parameter, views of a vector, as a list. */
        VIEWS,
        /** The constants, as a list. */
        CONSTANTS,
        /** A whole vector or a remembered number, as a list of one. */
        WHOLE,
        /** The part of a vector that weight decay applies to, as a list of one. */
        DECAYED,
        /** The rest of a vector, as a list of one. */
        REST,
        /** All averages of θ, as a list. */
        AVERAGES,
        /** The host's numbers of this step, a float64 vector in the order of {@link Hyper}. */
        HYPER,
        /** The flat gradient of each shard, as a list. */
        SHARDS,
        /** A minibatch input, one tensor. */
        INPUT
    }

    /** The parameters of a method that takes these. */
    static String declarations(List<Argument> arguments) {
        return arguments.stream().map(Argument::declaration).collect(Collectors.joining(", "));
    }

    /** What a method that has these hands on to another one. */
    static String names(List<Argument> arguments) {
        return arguments.stream().map(Argument::name).collect(Collectors.joining(", "));
    }

    private String declaration() {
        return name + (isList() ? ": List[Tensor]" : ": Tensor");
    }

    /** Whether the script takes a list here. */
    public boolean isList() {
        return kind != Kind.HYPER && kind != Kind.INPUT;
    }
}
