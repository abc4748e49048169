package dev.rheo.api.evaluate;

import dev.rheo.api.component.Component;
import dev.rheo.api.component.ComponentKind;
import java.util.List;

/** Measures samples against held-out data. A pure function of the evaluation; may take seconds. */
@ComponentKind(value = "metric", title = "metric")
public interface Metric extends Component {
    /**
     * One or more numbers.
     *
     * @throws MetricException if this evaluation lacks what the metric needs
     */
    List<Measurement> measure(Evaluation evaluation);
}
