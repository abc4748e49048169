package dev.rheo.runtime.sample;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.rheo.api.time.Interval;
import java.util.Arrays;

/** One solve by an adaptive Runge–Kutta method, in either direction. */
final class AdaptiveSolve {
    private static final double SMALLEST_STEP = 1e-10;

    private final NDManager manager;
    private final StepControl control;
    private final RungeKutta method;
    private final Route route;
    private final double direction;
    private final Observer observer;
    private final double[] saveAt;
    private final int[] order;
    private int seen;

    private long accepted;
    private long rejected;
    private double h;
    private double normBefore = StepControl.SMALLEST_NORM;
    private boolean afterRejection;

    /** @param saveAt moved into the route where it lies outside */
    AdaptiveSolve(
            NDManager manager,
            StepControl control,
            RungeKutta method,
            Route route,
            double[] saveAt,
            Observer observer) {
        Interval all = Interval.between(route.from(), route.to());
        this.manager = manager;
        this.control = control;
        this.method = method;
        this.route = route;
        this.direction = Math.signum(route.to() - route.from());
        this.observer = observer;
        this.saveAt = Arrays.stream(saveAt).map(all::clip).toArray();
        this.order = Times.order(this.saveAt, direction);
    }

    /** A state on the way, and the derivative there. */
    private record Point(double t, NDArray x, NDArray derivative) {
        Point attach(NDManager to) {
            x.attach(to);
            derivative.attach(to);
            return this;
        }
    }

    SolveStatistics statistics() {
        return new SolveStatistics(method.evaluations(), accepted, rejected);
    }

    /** The state at the end, owned by the manager; {@code start} is used up. */
    NDArray run(NDArray start) {
        Point at = begin(start);
        while (at.t != route.to()) {
            if (accepted + rejected >= control.options().maxSteps()) {
                throw new SolveException("the adaptive solver gave up at t = " + at.t + " after "
                        + control.options().maxSteps() + " steps; raise rtol and atol or maxSteps");
            }
            at = attempt(at);
        }
        at.derivative.close();
        return at.x;
    }

    private Point begin(NDArray x) {
        double t = route.from();
        while (seen < order.length && saveAt[order[seen]] == t) {
            observer.at(order[seen++], t, x);
        }
        try (NDManager scratch = manager.newSubManager()) {
            x.attach(scratch);
            NDArray derivative = method.derivative(x, t);
            h = control.firstStep(method, x, t, route.to() - t, derivative);
            return new Point(t, x, derivative).attach(manager);
        }
    }

    private Point attempt(Point at) {
        double left = Math.abs(route.to() - at.t);
        boolean lands = h >= left;
        double step = direction * Math.min(h, left);
        try (NDManager scratch = manager.newSubManager()) {
            at.attach(scratch);
            RungeKutta.Step tried = method.step(at.x, at.t, step, at.derivative);
            NDArray error = tried.error();
            if (error == null) {
                throw new SolveException("an adaptive solver needs a tableau with an error estimate");
            }
            double norm = control.norm(error, at.x, tried.next());
            h = Math.abs(step) * control.change(norm, normBefore, afterRejection || !(norm <= 1));
            Point next = norm <= 1 ? accept(at, step, lands, tried, norm) : reject(at, norm);
            return next.attach(manager);
        }
    }

    private Point accept(Point at, double step, boolean lands, RungeKutta.Step taken, double norm) {
        accepted++;
        afterRejection = false;
        normBefore = Math.max(norm, StepControl.SMALLEST_NORM);
        double t = lands ? route.to() : at.t + step;
        while (seen < order.length && direction * saveAt[order[seen]] <= direction * t) {
            double wanted = saveAt[order[seen]];
            NDArray there = wanted == t ? taken.next() : method.inside(taken, at.x, at.t, step, (wanted - at.t) / step);
            observer.at(order[seen++], wanted, there);
        }
        NDArray last = taken.last();
        if (last != null) {
            return new Point(t, taken.next(), last);
        }
        return new Point(t, taken.next(), lands ? at.derivative : method.derivative(taken.next(), t));
    }

    private Point reject(Point at, double norm) {
        rejected++;
        afterRejection = true;
        if (h < SMALLEST_STEP) {
            throw new SolveException("the step size fell below " + SMALLEST_STEP + " at t = " + at.t + ": the field "
                    + (Double.isFinite(norm)
                            ? "is too steep there; raise rtol and atol"
                            : "is not finite there; look at the training loss"));
        }
        return at;
    }
}
