package dev.rheo.runtime.check;

import dev.rheo.api.component.Traits;

/**
 * What takes part in an experiment with traits: a component, or the host with what it knows (for instance that the data
 * has labels, so that the network is conditioned on them).
 *
 * @param place where it stands in the manifest
 * @param title how messages call it: {@code path 'linear'}
 * @param traits what it gives, needs and excludes
 * @param component whether it is a component, which the user could exchange
 */
public record Participant(String place, String title, Traits traits, boolean component) {
    /** Something that the host knows, shown at {@code place}. */
    public static Participant host(String place, String title, Traits traits) {
        return new Participant(place, title, traits, false);
    }
}
