package dev.rheo.api.evaluate;

/**
 * The objective's loss on pairs of held-out rows.
 *
 * @param mean over the minibatches
 * @param standardError of the mean, by the spread of the minibatches' losses: of the draws, the rows taken as they are
 * @param pairs how many were made, in whole minibatches
 * @param rows how many held-out rows they are made of
 */
public record LossEstimate(double mean, double standardError, int pairs, int rows) {}
