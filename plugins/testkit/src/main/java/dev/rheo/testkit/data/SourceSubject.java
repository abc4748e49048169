package dev.rheo.testkit.data;

import dev.rheo.api.component.TraitNames;
import dev.rheo.api.component.Traits;
import dev.rheo.api.data.SampleShape;
import dev.rheo.api.data.SourceDistribution;

/**
 * A source distribution under test.
 *
 * @param source the source
 * @param traits what its configuration claims
 * @param shape a shape of samples that it can give
 */
public record SourceSubject(SourceDistribution source, Traits traits, SampleShape shape) {
    boolean claimsGaussian() {
        return claims(TraitNames.SOURCE_GAUSSIAN);
    }

    boolean claims(String trait) {
        return traits.provided().stream()
                .anyMatch(provision -> provision.trait().equals(trait));
    }
}
