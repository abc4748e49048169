package dev.rheo.plugins.objectives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.rheo.api.path.GaussianPath;
import dev.rheo.api.path.Preconditioning;
import dev.rheo.api.sample.DifferentiableField;
import dev.rheo.api.sample.DifferentiableField.Pullback;
import dev.rheo.api.sample.Field;
import dev.rheo.api.test.Lab;
import org.junit.jupiter.api.Test;

class EdmTest {
    private static final GaussianPath EXPLODING = new Paths.Exploding();

    private static Edm edm(GaussianPath path, double sigmaData) {
        return new Edm(new Edm.Config(sigmaData), path);
    }

    /** Karras et al. 2022, table 1, at σ = s where a = 1. */
    @Test
    void theCoefficientsAreThoseOfThePaper() {
        Preconditioning p = edm(EXPLODING, 0.5).preconditioning();
        for (double t : new double[] {0, 0.3, 1}) {
            double sigma = EXPLODING.s(t);
            double total = sigma * sigma + 0.25;
            assertThat(p.skip(t)).isCloseTo(0.25 / total, within(1e-12));
            assertThat(p.out(t)).isCloseTo(sigma * 0.5 / Math.sqrt(total), within(1e-12));
            assertThat(p.in(t)).isCloseTo(1 / Math.sqrt(total), within(1e-12));
            assertThat(p.time(t)).isCloseTo(Math.log(sigma) / 4, within(1e-12));
        }
    }

    /** n = 40 000; the mean square of unit normals is 1 to 4 √(2/n) = 0.03, of data and noise mixed as well. */
    @Test
    void theNetworkSeesAndReturnsUnitVarianceAtEveryLevel() {
        double sigmaData = 0.5;
        for (double t : new double[] {0, 0.25, 0.5, 0.75, 1}) {
            Trial trial = Trial.of(edm(EXPLODING, sigmaData), 1, sigmaData * sigmaData, Trial.all(40_000, t));
            assertThat(meanSquare(trial.input("xt"))).as("input at t = " + t).isCloseTo(1, within(0.03));
            assertThat(meanSquare(trial.input("target")))
                    .as("target at t = " + t)
                    .isCloseTo(1, within(0.03));
        }
    }

    private static double meanSquare(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value * value / values.length;
        }
        return sum;
    }

    /** Salimans and Ho's v is a ε − s x1. */
    @Test
    void whereVarianceIsPreservedTheTargetIsMinusV() {
        GaussianPath path = new Paths.Trigonometric();
        double[] t = {0, 0.1, 0.5, 0.9};
        Trial edm = Trial.of(edm(path, 1), 1, 1, t);
        Trial v = Trial.of(
                new FlowMatching(new FlowMatching.Config(FlowMatching.Predict.V, Weighting.USUAL, 5), path), 1, 1, t);
        for (int i = 0; i < t.length; i++) {
            assertThat(edm.input("target")[i]).isCloseTo(-v.input("target")[i], within(1e-5));
        }
    }

    /** D(x) = E[x1 | x] of N(0, sd²) data is c_skip x: the network has nothing left to say but noise of variance 1. */
    @Test
    void aZeroNetworkIsTheDenoiserOfGaussianDataOfItsSigma() {
        Edm objective = edm(EXPLODING, 0.5);
        Field zero = (x, t) -> x.mul(0);
        try (NDManager manager = Lab.open().arrays()) {
            NDArray x = manager.create(new double[] {1, -2});
            double t = 0.6;
            double variance = EXPLODING.s(t) * EXPLODING.s(t) + 0.25;
            double[] denoised = objective
                    .dynamics(head -> zero)
                    .denoised()
                    .orElseThrow()
                    .at(x, t)
                    .toDoubleArray();
            assertThat(denoised[0]).isCloseTo(0.25 / variance, within(1e-6));
            double[] score = objective
                    .dynamics(head -> zero)
                    .score()
                    .orElseThrow()
                    .at(x, t)
                    .toDoubleArray();
            assertThat(score[1]).isCloseTo(2 / variance, within(1e-6));
        }
    }

    /** The likelihood needs ∂D/∂x: here F = sin, in one dimension. */
    @Test
    void theWrappedNetworkIsDifferentiatedThroughItsScales() {
        Edm objective = edm(EXPLODING, 1);
        DifferentiableField sine = new DifferentiableField() {
            @Override
            public NDArray at(NDArray x, double t) {
                return x.sin();
            }

            @Override
            public Pullback pullback(NDArray x, double t, NDArray cotangent) {
                return new Pullback(x.sin(), x.cos().mul(cotangent));
            }
        };
        Field velocity = objective.dynamics(head -> sine).velocity();
        assertThat(velocity).isInstanceOf(DifferentiableField.class);
        try (NDManager manager = Lab.open().arrays()) {
            double t = 0.7;
            double h = 1e-4;
            NDArray x = manager.create(new double[] {0.4});
            Pullback pullback = ((DifferentiableField) velocity).pullback(x, t, manager.create(new double[] {1}));
            double difference = (velocity.at(x.add(h), t).toDoubleArray()[0]
                            - velocity.at(x.sub(h), t).toDoubleArray()[0])
                    / (2 * h);
            assertThat(pullback.product().toDoubleArray()[0]).isCloseTo(difference, within(1e-5));
            assertThat(pullback.value().toDoubleArray()[0])
                    .isCloseTo(velocity.at(x, t).toDoubleArray()[0], within(1e-9));
        }
    }

    /** At t = 0 of a path without datum and t = 1 of one without noise, σ is infinite and 0. */
    @Test
    void nothingIsInfiniteAtTheEndsOfAnyPath() {
        Preconditioning p = edm(new Paths.Trigonometric(), 1).preconditioning();
        for (double t : new double[] {0, 1}) {
            assertThat(p.skip(t)).isFinite();
            assertThat(p.in(t)).isFinite().isPositive();
            assertThat(p.time(t)).isFinite();
            assertThat(p.out(t)).isFinite().isPositive();
        }
        assertThat(p.skip(1)).isCloseTo(1, within(1e-9));
        for (double value : Trial.of(edm(new Paths.Trigonometric(), 1), 1, 1, new double[] {0, 1})
                .input("target")) {
            assertThat(value).isFinite();
        }
    }
}
