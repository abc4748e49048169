package dev.rheo.runtime.sample;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.rheo.api.data.Points;
import dev.rheo.api.network.Head;
import dev.rheo.api.objective.TrainedModel;
import dev.rheo.api.path.GaussianPath;
import dev.rheo.api.sample.DifferentiableField;
import dev.rheo.api.sample.Dynamics;
import dev.rheo.api.sample.Field;
import dev.rheo.api.sample.Guidance;
import dev.rheo.runtime.data.ConditionInput;
import dev.rheo.runtime.engine.HostArrays;
import dev.rheo.runtime.engine.NetworkFunction;
import dev.rheo.runtime.experiment.Blueprint;
import dev.rheo.runtime.experiment.Parts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A network with its parameters, read as the objective says, for batches with given labels and conditions. Used by one thread. */
final class FlowModel {
    private final Blueprint blueprint;
    private final NetworkFunction network;
    private long calls;

    FlowModel(Blueprint blueprint, NetworkFunction network) {
        this.blueprint = blueprint;
        this.network = network;
    }

    /** Views for a batch, along the path that is sampled; for one thread, what they share belongs to {@code manager}. */
    Dynamics dynamics(NDManager manager, Asked asked) {
        Dynamics trained = trained(manager, asked);
        Parts parts = blueprint.parts();
        return parts.sampled() != parts.path()
                        && parts.sampled() instanceof GaussianPath to
                        && parts.path() instanceof GaussianPath from
                ? new Rescheduled(trained, from, to)
                : trained;
    }

    private Dynamics trained(NDManager manager, Asked asked) {
        TrainedModel conditional = conditioned(manager, asked, false);
        Guidance guidance = blueprint.parts().guidance();
        if (guidance == null || asked.isNothing()) {
            return blueprint.parts().objective().dynamics(conditional);
        }
        TrainedModel free = conditioned(manager, asked, true);
        return blueprint.parts().objective().dynamics(head -> guidance.guide(conditional.head(head), free.head(head)));
    }

    /** How often the network was called so far: twice for each field that guidance mixes. */
    long calls() {
        return calls;
    }

    /** @param withheld whether the model is to answer as if nothing was asked for */
    private Conditioned conditioned(NDManager manager, Asked asked, boolean withheld) {
        List<NDArray> further = new ArrayList<>();
        int[] labels = asked.labels();
        if (labels != null) {
            int[] none = new int[labels.length];
            Arrays.fill(none, blueprint.data().classes());
            further.add(HostArrays.integers(manager, withheld ? none : labels));
        }
        Points conditions = asked.conditions();
        if (conditions != null) {
            ConditionInput input = ConditionInput.of(blueprint.data().conditions(), blueprint.networkSpec());
            int n = conditions.count();
            if (input.width() > 0) {
                further.add(HostArrays.floats(
                        manager, input.numbers(conditions, i -> withheld), new Shape(n, input.width())));
            }
            int tokens = conditions.dimension() - input.continuous();
            if (tokens > 0) {
                NDArray sequence = HostArrays.integers(manager, input.tokens(conditions, i -> withheld));
                further.add(sequence.reshape(n, tokens));
            }
        }
        return new Conditioned(
                network.given(manager, further),
                blueprint.networkSpec().heads().stream().map(Head::name).toList());
    }

    private final class Conditioned implements TrainedModel {
        private final NetworkFunction.Calls network;
        private final List<String> heads;

        Conditioned(NetworkFunction.Calls network, List<String> heads) {
            this.network = network;
            this.heads = heads;
        }

        @Override
        public Field head(String name) {
            return new HeadField(network, index(name));
        }

        @Override
        public Field gradient(String name) {
            return new GradientField(new HeadField(network, index(name)));
        }

        private int index(String name) {
            int index = heads.indexOf(name);
            if (index < 0) {
                throw new IllegalArgumentException("the network has no head '" + name + "', but " + heads);
            }
            return index;
        }
    }

    private final class HeadField implements DifferentiableField {
        private final NetworkFunction.Calls network;
        private final int index;

        HeadField(NetworkFunction.Calls network, int index) {
            this.network = network;
            this.index = index;
        }

        @Override
        public NDArray at(NDArray x, double t) {
            calls++;
            NDList results = network.heads(x, t);
            for (int i = 0; i < results.size(); i++) {
                if (i != index) {
                    results.get(i).close();
                }
            }
            return results.get(index);
        }

        @Override
        public Pullback pullback(NDArray x, double t, NDArray cotangent) {
            calls++;
            NDList results = network.pullback(index, x, t, cotangent);
            return new Pullback(results.get(0), results.get(1));
        }
    }

    /** The derivative by x of a head of one number per sample. */
    private final class GradientField implements DifferentiableField {
        private final HeadField head;

        GradientField(HeadField head) {
            this.head = head;
        }

        @Override
        public NDArray at(NDArray x, double t) {
            try (NDArray ones = x.getManager().ones(new Shape(x.getShape().get(0)))) {
                Pullback pullback = head.pullback(x, t, ones);
                pullback.value().close();
                return pullback.product();
            }
        }

        @Override
        public Pullback pullback(NDArray x, double t, NDArray cotangent) {
            calls++;
            NDList results = head.network.gradientPullback(head.index, x, t, cotangent);
            return new Pullback(results.get(0), results.get(1));
        }
    }
}
