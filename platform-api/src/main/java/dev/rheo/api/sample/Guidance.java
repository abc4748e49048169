package dev.rheo.api.sample;

import dev.rheo.api.component.Component;
import dev.rheo.api.component.ComponentKind;

/**
 * Combines the conditional and the unconditional prediction of one network at sampling time (Ho, Salimans 2022). Needs
 * a network trained with label dropout.
 */
@ComponentKind(value = "guidance", title = "guidance")
public interface Guidance extends Component {
    /** The fraction of training rows whose label is replaced by the null class, and whose conditions are withheld. */
    double labelDropout();

    /** The field to follow; calls {@code unconditional} only where it needs it. */
    Field guide(Field conditional, Field unconditional);
}
