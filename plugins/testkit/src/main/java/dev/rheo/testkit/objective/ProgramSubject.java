package dev.rheo.testkit.objective;

import dev.rheo.api.objective.Objective;
import dev.rheo.api.path.GaussianPath;

/**
 * An objective that writes its loss itself, with the path that it was made with.
 *
 * @param objective for samples of two numbers
 * @param path Gaussian, for the pairs that it is tried on
 */
public record ProgramSubject(Objective objective, GaussianPath path) {}
