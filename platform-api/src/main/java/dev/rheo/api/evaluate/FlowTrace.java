package dev.rheo.api.evaluate;

import dev.rheo.api.data.Points;

/**
 * Trajectories of the trained flow from fresh source samples, in the units of training (standardised, where data is).
 *
 * @param source x0, the starts
 * @param end x1, the ends
 * @param pathEnergy E ∫ |v(x_t, t)|² dt over the trajectories
 * @param straightness E ∫ |(x1 − x0) − v(x_t, t)|² dt over the trajectories (Liu et al. 2022)
 * @param data as many training data, in the same units
 */
public record FlowTrace(Points source, Points end, double pathEnergy, double straightness, Points data) {}
