package dev.rheo.api.objective;

import dev.rheo.api.component.Component;
import dev.rheo.api.component.ComponentKind;
import dev.rheo.api.graph.InputSpec;
import dev.rheo.api.graph.ProgramBuilder;
import dev.rheo.api.graph.Shape;
import dev.rheo.api.graph.Value;
import dev.rheo.api.network.Head;
import dev.rheo.api.sample.Dynamics;
import java.util.List;

/**
 * A training principle. {@link #fill} runs on prefetch threads, several at once, and must be pure; the rest is called
 * once per run.
 */
@ComponentKind(value = "objective", title = "training objective")
public interface Objective extends Component {
    /** The results that the network must have, for samples of this shape (without batch). */
    default List<Head> heads(Shape sample) {
        return List.of(new Head("out", sample));
    }

    /** What {@link #fill} writes and {@link #loss} reads. */
    List<InputSpec> inputs(TrainingSpec spec);

    /** Turns a minibatch into the program's inputs. */
    void fill(TrainingPairs pairs, MinibatchWriter out);

    /** Writes the loss, one number. */
    Value loss(TrainingSpec spec, ProgramBuilder program);

    /** How the trained network is read. */
    Dynamics dynamics(TrainedModel model);
}
