package dev.rheo.api.optimize;

import dev.rheo.api.component.Component;
import dev.rheo.api.component.ComponentKind;

/** The learning rate over the run. Thread-safe and pure. */
@ComponentKind(value = "schedule", title = "learning-rate schedule")
public interface LearningRateSchedule extends Component {
    /**
     * The factor on the optimizer's base rate.
     *
     * @param step the step about to be done, from 0
     * @param steps how many the run has
     */
    double factor(long step, long steps);
}
