package dev.rheo.api.component;

import java.util.ArrayList;
import java.util.List;

/**
 * What a configured component provides to, requires from and excludes in the experiment it is part of. Trait names are
 * open strings ({@link TraitNames} has the host's). Immutable; every method returns a new value.
 *
 * @param provided traits that hold, each possibly only if others hold too
 * @param required traits that some component of the experiment must provide
 * @param excluded traits that no component of the experiment may provide
 * @param discouraged traits beside which this component runs, with a warning
 */
public record Traits(List<Provision> provided, List<Demand> required, List<Demand> excluded, List<Demand> discouraged) {
    /** Nothing provided, required or excluded. */
    public static final Traits NONE = new Traits(List.of(), List.of(), List.of(), List.of());

    /**
     * A trait that holds when all of {@code conditions} hold.
     *
     * @param because why the conditions are needed; empty when there are none
     */
    public record Provision(String trait, List<String> conditions, String because) {
        public Provision {
            conditions = List.copyOf(conditions);
        }
    }

    /** A trait asked for (or ruled out), and the reason in one sentence. */
    public record Demand(String trait, String because) {}

    public Traits {
        provided = List.copyOf(provided);
        required = List.copyOf(required);
        excluded = List.copyOf(excluded);
        discouraged = List.copyOf(discouraged);
    }

    public static Traits of(String... provided) {
        return NONE.provides(provided);
    }

    public Traits provides(String... traits) {
        List<Provision> all = new ArrayList<>(provided);
        for (String trait : traits) {
            all.add(new Provision(trait, List.of(), ""));
        }
        return new Traits(all, required, excluded, discouraged);
    }

    /** Provides {@code trait} as long as all {@code conditions} hold; withdrawn otherwise, with the reason. */
    public Traits providesIf(String trait, List<String> conditions, String because) {
        return new Traits(plus(provided, new Provision(trait, conditions, because)), required, excluded, discouraged);
    }

    public Traits requires(String trait, String because) {
        return new Traits(provided, plus(required, new Demand(trait, because)), excluded, discouraged);
    }

    public Traits excludes(String trait, String because) {
        return new Traits(provided, required, plus(excluded, new Demand(trait, because)), discouraged);
    }

    public Traits discourages(String trait, String because) {
        return new Traits(provided, required, excluded, plus(discouraged, new Demand(trait, because)));
    }

    /** Everything of both. */
    public Traits and(Traits other) {
        return new Traits(
                join(provided, other.provided),
                join(required, other.required),
                join(excluded, other.excluded),
                join(discouraged, other.discouraged));
    }

    private static <T> List<T> plus(List<T> list, T element) {
        return join(list, List.of(element));
    }

    private static <T> List<T> join(List<T> first, List<T> second) {
        List<T> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }
}
