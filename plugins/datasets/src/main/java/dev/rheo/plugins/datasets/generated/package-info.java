/**
 * Data sets drawn from known laws. Row r is a pure function of (seed, r), so a longer set begins with the shorter one.
 *
 * <p>Every set of the plane is {@code x = scale · (unit + noise · N(0, I)) + shift}: {@code unit} is a point of the
 * set's unit shape, whose size is of order one and which each class defines, {@code noise} is relative to it. Published
 * scales are given with each set in these terms.
 */
package dev.rheo.plugins.datasets.generated;
