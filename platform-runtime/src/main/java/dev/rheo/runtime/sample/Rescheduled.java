package dev.rheo.runtime.sample;

import ai.djl.ndarray.NDArray;
import dev.rheo.api.path.Affine;
import dev.rheo.api.path.GaussianPath;
import dev.rheo.api.path.Prediction;
import dev.rheo.api.sample.DifferentiableField;
import dev.rheo.api.sample.Dynamics;
import dev.rheo.api.sample.Field;
import dev.rheo.api.time.Interval;
import java.util.Optional;

/**
 * The views of a model of one one-sided path, for states of another. At equal signal-to-noise ratio a state of {@code to} is
 * c times one of {@code from}, and E[x1], E[ε] are the same given either: denoised and score follow at once, and the velocity
 * of {@code to} is a' E[x1] + s' E[ε] with both read from the velocity of {@code from}, which divides by D alone. Written
 * out this is u(x, r) = (c'/c) x + c t' u_from(x/c, t(r)) (MATH: eq. 2.2), since c t' = D_to/(c D_from), but it stays finite
 * where c or t are 0/0, and where {@code to} has more or less noise than {@code from} ever has: t then rests at the end of
 * its domain, and the expectations with it.
 *
 * @param model its views on {@code from}
 * @param from the path that was trained
 * @param to the path that is sampled
 */
record Rescheduled(Dynamics model, GaussianPath from, GaussianPath to) implements Dynamics {
    /** Where a state of {@code to} is found on {@code from}: x/scale at that time. */
    private record Place(double time, double scale) {}

    @Override
    public Optional<GaussianPath> path() {
        return Optional.of(to);
    }

    @Override
    public Field velocity() {
        Field velocity = model.velocity();
        return velocity instanceof DifferentiableField differentiable
                ? new Differentiable(differentiable)
                : (x, r) -> velocity(velocity, x, r);
    }

    private NDArray velocity(Field velocity, NDArray x, double r) {
        Place place = place(r);
        return combined(place, r, x, velocity.at(x.div(place.scale), place.time));
    }

    private NDArray combined(Place place, double r, NDArray x, NDArray velocity) {
        Affine reading = reading(place.time, r);
        return x.mul(reading.ofX() / place.scale).addi(velocity.muli(reading.ofPrediction()));
    }

    private final class Differentiable implements DifferentiableField {
        private final DifferentiableField velocity;

        Differentiable(DifferentiableField velocity) {
            this.velocity = velocity;
        }

        @Override
        public NDArray at(NDArray x, double r) {
            return velocity(velocity, x, r);
        }

        @Override
        public Pullback pullback(NDArray x, double r, NDArray cotangent) {
            Place place = place(r);
            Pullback there = velocity.pullback(x.div(place.scale), place.time, cotangent);
            return new Pullback(
                    combined(place, r, x, there.value()),
                    combined(place, r, cotangent, there.product().divi(place.scale)));
        }
    }

    @Override
    public Optional<Field> denoised() {
        return model.denoised().map(denoised -> (x, r) -> {
            Place place = place(r);
            return denoised.at(x.div(place.scale), place.time);
        });
    }

    @Override
    public Optional<Field> score() {
        return model.score().map(score -> (x, r) -> {
            Place place = place(r);
            return score.at(x.div(place.scale), place.time).divi(place.scale);
        });
    }

    private Place place(double r) {
        Interval readable = from.domain(Prediction.VELOCITY, Prediction.DATA);
        double time = readable.clip(from.timeOfLogSnr(to.logSnr(r)));
        return new Place(time, Math.hypot(to.a(r), to.s(r)) / Math.hypot(from.a(time), from.s(time)));
    }

    /** a_to' E[x1] + s_to' E[ε] as a combination of state and velocity on {@code from}. */
    private Affine reading(double t, double r) {
        Affine data = from.read(Prediction.VELOCITY, Prediction.DATA, t);
        Affine noise = from.read(Prediction.VELOCITY, Prediction.NOISE, t);
        double da = to.da(r);
        double ds = to.ds(r);
        return new Affine(da * data.ofX() + ds * noise.ofX(), da * data.ofPrediction() + ds * noise.ofPrediction());
    }
}
