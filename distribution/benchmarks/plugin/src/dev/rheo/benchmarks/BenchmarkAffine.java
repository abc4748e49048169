package dev.rheo.benchmarks;

import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.RheoComponent;
import dev.rheo.api.component.TraitNames;
import dev.rheo.api.component.Traits;
import dev.rheo.api.graph.Shape;
import dev.rheo.api.graph.Value;
import dev.rheo.api.network.Head;
import dev.rheo.api.network.NetworkArchitecture;
import dev.rheo.api.network.NetworkBuilder;
import dev.rheo.api.network.NetworkSpec;
import dev.rheo.api.network.Support;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;

/**
 * Σ_k φ_k(t) (W_k x + b_k) with piecewise linear φ between fixed times, closer together towards both ends: the fields between normal
 * laws are of this form but for the interpolation, so that what is left of an error is the objective's, the coupling's or the
 * training's.
 */
@RheoComponent(
        name = "benchmark-affine",
        summary = "A field that is affine in the state and piecewise linear in time.",
        formula = "Σ_k φ_k(t) (W_k x + b_k)")
public final class BenchmarkAffine implements NetworkArchitecture {
    private static final double[] TIMES = times(32);

    /** As dense at the ends as the extrema of a Chebyshev polynomial: fields change there within a variance over sigma squared. */
    private static double[] times(int intervals) {
        double[] times = new double[intervals + 3];
        for (int k = -1; k <= intervals + 1; k++) {
            double inside = 0.5 - 0.5 * Math.cos(Math.PI * k / intervals);
            times[k + 1] = k < 0 ? -0.01 : k > intervals ? 1.01 : inside;
        }
        return times;
    }

    /** No options. */
    public record Config() implements ComponentConfig {
        @Override
        public Traits traits() {
            return Traits.of(TraitNames.NETWORK_SMOOTH);
        }
    }

    @Inject
    public BenchmarkAffine(Config config) {}

    @Override
    public Support supports(NetworkSpec spec) {
        return spec.sample().rank() == 1
                ? Support.yes()
                : Support.no("it is affine in a vector", "Use data of points, or another network.");
    }

    @Override
    public List<Value> define(NetworkSpec spec, NetworkBuilder net) {
        int functions = TIMES.length - 2;
        double[] left = new double[functions];
        double[] rise = new double[functions];
        double[] right = new double[functions];
        double[] fall = new double[functions];
        for (int k = 0; k < functions; k++) {
            left[k] = TIMES[k];
            rise[k] = 1 / (TIMES[k + 1] - TIMES[k]);
            right[k] = TIMES[k + 2];
            fall[k] = 1 / (TIMES[k + 2] - TIMES[k + 1]);
        }
        Shape shape = Shape.of(functions);
        Value t = net.unsqueeze(net.t(), 1);
        Value up = net.mul(net.sub(t, net.constant(shape, left)), net.constant(shape, rise));
        Value down = net.mul(net.sub(net.constant(shape, right), t), net.constant(shape, fall));
        Value phi = net.unsqueeze(net.relu(net.minimum(up, down)), 2);
        List<Value> heads = new ArrayList<>();
        for (Head head : spec.heads()) {
            long d = head.shape().size();
            Value maps = net.reshape(
                    net.linear(head.name(), net.x(), functions * d), Shape.batch(functions, d));
            heads.add(net.reshape(net.sum(net.mul(maps, phi), 1), head.shape().batched()));
        }
        return heads;
    }
}
