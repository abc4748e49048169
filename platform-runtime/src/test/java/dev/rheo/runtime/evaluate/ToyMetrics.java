package dev.rheo.runtime.evaluate;

import dev.rheo.api.component.RheoComponent;
import dev.rheo.api.evaluate.Evaluation;
import dev.rheo.api.evaluate.FlowTrace;
import dev.rheo.api.evaluate.Measurement;
import dev.rheo.api.evaluate.Measurement.Better;
import dev.rheo.api.evaluate.Metric;
import dev.rheo.api.evaluate.MetricException;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;

/** Metrics, sound and otherwise. */
public final class ToyMetrics {
    private ToyMetrics() {}

    /** Energy and straightness of the flow. */
    @RheoComponent(name = "energy", summary = "")
    public static final class Energy implements Metric {
        @Inject
        public Energy() {}

        @Override
        public List<Measurement> measure(Evaluation evaluation) {
            FlowTrace flow = evaluation.flow();
            return List.of(number("energy", flow.pathEnergy()), number("straightness", flow.straightness()));
        }
    }

    /** The loss on held-out rows. */
    @RheoComponent(name = "loss", summary = "")
    public static final class Loss implements Metric {
        @Inject
        public Loss() {}

        @Override
        public List<Measurement> measure(Evaluation evaluation) {
            return List.of(number("loss", evaluation.heldOutLoss(2000).mean()));
        }
    }

    /** Number of samples. */
    @RheoComponent(name = "count", summary = "")
    public static final class Count implements Metric {
        @Inject
        public Count() {}

        @Override
        public List<Measurement> measure(Evaluation evaluation) {
            return List.of(number("count", evaluation.samples().points().count()));
        }
    }

    /** Says that it cannot. */
    @RheoComponent(name = "modest", summary = "")
    public static final class Modest implements Metric {
        @Inject
        public Modest() {}

        @Override
        public List<Measurement> measure(Evaluation evaluation) {
            throw new MetricException("it needs pictures");
        }
    }

    /** Fails. */
    @RheoComponent(name = "failing", summary = "")
    public static final class Failing implements Metric {
        @Inject
        public Failing() {}

        @Override
        public List<Measurement> measure(Evaluation evaluation) {
            throw new AssertionError("negative distance");
        }
    }

    /** Cannot be built. */
    @RheoComponent(name = "unbuilt", summary = "")
    public static final class Unbuilt implements Metric {
        @Inject
        public Unbuilt() {
            throw new IllegalStateException("no table");
        }

        @Override
        public List<Measurement> measure(Evaluation evaluation) {
            return List.of();
        }
    }

    private static Measurement number(String name, double value) {
        return new Measurement(name, value, Double.NaN, Better.NEITHER, Map.of(), "");
    }
}
