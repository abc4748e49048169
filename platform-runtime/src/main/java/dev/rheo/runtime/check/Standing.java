package dev.rheo.runtime.check;

import dev.rheo.api.component.Traits.Demand;
import dev.rheo.api.component.Traits.Provision;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which traits hold among participants: the least set that contains every provision whose conditions it contains. More
 * participants never make a trait fail that held, so what an incomplete experiment excludes, the complete one does too.
 */
final class Standing {
    enum Kind {
        MISSING,
        EXCLUDED,
        DISCOURAGED
    }

    /** A demand that is not met. */
    record Violation(Kind kind, Participant by, Demand demand) {
        /** Whether {@code other} is the same complaint, possibly of a changed component. */
        boolean isAlso(Violation other) {
            return kind == other.kind
                    && by.place().equals(other.by.place())
                    && demand.trait().equals(other.demand.trait());
        }
    }

    /** A trait that a participant gives or would give. */
    record Offer(Participant by, Provision provision) {}

    private final List<Participant> participants;
    private final Set<String> held = new HashSet<>();

    Standing(List<Participant> participants) {
        this.participants = List.copyOf(participants);
        boolean grown = true;
        while (grown) {
            grown = false;
            for (Offer offer :
                    offers(offer -> held.containsAll(offer.provision().conditions()))) {
                grown |= held.add(offer.provision().trait());
            }
        }
    }

    List<Participant> participants() {
        return participants;
    }

    boolean holds(String trait) {
        return held.contains(trait);
    }

    /** Who gives a trait that holds. */
    List<Participant> givers(String trait) {
        return offers(offer -> offer.provision().trait().equals(trait)
                        && held.containsAll(offer.provision().conditions()))
                .stream()
                .map(Offer::by)
                .distinct()
                .toList();
    }

    /** Who would give a trait on conditions that do not hold. */
    List<Offer> withdrawn(String trait) {
        return offers(offer -> offer.provision().trait().equals(trait)
                && !held.containsAll(offer.provision().conditions()));
    }

    /** Every demand that is not met, in the order of participants. */
    List<Violation> violations() {
        List<Violation> violations = new ArrayList<>();
        for (Participant by : participants) {
            by.traits().required().stream()
                    .filter(demand -> !holds(demand.trait()))
                    .forEach(demand -> violations.add(new Violation(Kind.MISSING, by, demand)));
            by.traits().excluded().stream()
                    .filter(demand -> holds(demand.trait()))
                    .forEach(demand -> violations.add(new Violation(Kind.EXCLUDED, by, demand)));
            by.traits().discouraged().stream()
                    .filter(demand -> holds(demand.trait()))
                    .forEach(demand -> violations.add(new Violation(Kind.DISCOURAGED, by, demand)));
        }
        return violations;
    }

    private List<Offer> offers(Predicate<Offer> wanted) {
        return participants.stream()
                .flatMap(by -> by.traits().provided().stream().map(provision -> new Offer(by, provision)))
                .filter(wanted)
                .toList();
    }
}
