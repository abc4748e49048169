package dev.rheo.api.optimize;

import dev.rheo.api.component.Component;
import dev.rheo.api.component.ComponentKind;

/** An update rule, compiled into the training step. The host clips the gradient before, and averages (EMA) after it. */
@ComponentKind(value = "optimizer", title = "optimizer")
public interface Optimizer extends Component {
    /** The base learning rate; the host multiplies it with the schedule's factor. */
    double learningRate();

    /** Writes the rule once; must be deterministic. */
    void define(UpdateBuilder update);
}
