package dev.rheo.testkit.optimize;

import dev.rheo.api.optimize.Optimizer;
import dev.rheo.api.optimize.UpdateBuilder;
import java.util.function.Consumer;

/** An optimizer whose rule is written in place. */
record Written(double learningRate, Consumer<UpdateBuilder> rule) implements Optimizer {
    @Override
    public void define(UpdateBuilder update) {
        rule.accept(update);
    }
}
