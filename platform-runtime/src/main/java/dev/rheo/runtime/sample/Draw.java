package dev.rheo.runtime.sample;

import dev.rheo.api.random.RandomStreams;
import org.jspecify.annotations.Nullable;

/**
 * What is drawn from a model: everything on which sample i depends beside i and the model.
 *
 * @param purpose tells draws of different use apart; equal purposes give equal samples
 * @param random where the randomness comes from
 * @param labels of the samples; null for a model without labels
 * @param conditions of the samples; null for a model without
 * @param known entries of the samples that are given; null if there are none
 */
public record Draw(
        String purpose,
        RandomStreams random,
        @Nullable LabelChoice labels,
        @Nullable ConditionChoice conditions,
        @Nullable Known known) {
    /** Without conditions, and with nothing given. */
    public Draw(String purpose, RandomStreams random, @Nullable LabelChoice labels) {
        this(purpose, random, labels, null, null);
    }
}
