package dev.rheo.runtime.export;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rheo.api.graph.Dtype;
import dev.rheo.api.graph.InputSpec;
import dev.rheo.api.graph.ProgramBuilder;
import dev.rheo.runtime.experiment.Blueprint;
import dev.rheo.runtime.model.SavedModel;
import dev.rheo.runtime.store.JsonFiles;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * {@code arguments.json}: what {@code forward} of an exported program takes, in this order. An extra file of the archive.
 */
record ProgramArguments(int formatVersion, List<Argument> arguments) {
    static final String NAME = "arguments.json";

    private static final int VERSION = 1;

    /**
     * One tensor.
     *
     * @param row its shape without the batch, which comes first
     * @param units what its numbers mean
     * @param names of the numbers of a row; null where they have none
     */
    record Argument(
            String name,
            String dtype,
            List<Long> row,
            String units,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            List<String> names) {}

    static ProgramArguments of(SavedModel model, Blueprint blueprint) {
        List<Argument> arguments = new ArrayList<>();
        for (InputSpec input : blueprint.networkSpec().inputs()) {
            arguments.add(argument(input, model, blueprint));
        }
        return new ProgramArguments(VERSION, arguments);
    }

    private static Argument argument(InputSpec input, SavedModel model, Blueprint blueprint) {
        String dtype = input.dtype() == Dtype.INT64 ? "int64" : "float32";
        List<Long> row = LongStream.of(input.shape().dims()).skip(1).boxed().toList();
        boolean guided = blueprint.parts().guidance() != null;
        List<String> conditions = model.conditionScaling().names();
        int continuous = model.conditionScaling().header().continuous();
        return switch (input.name()) {
            case "x" -> new Argument("x", dtype, row, "a state, in the units of training", null);
            case "t" -> new Argument("t", dtype, row, "flow time; one number goes for all rows", null);
            case "labels" ->
                new Argument(
                        "labels",
                        dtype,
                        row,
                        "a class from 0 to " + (model.data().classes() - 1)
                                + (guided ? "; " + model.data().classes() + " for none" : ""),
                        null);
            case ProgramBuilder.CONDITIONS ->
                new Argument(
                        input.name(),
                        dtype,
                        List.of((long) continuous),
                        "as in the data" + (guided ? "; NaN in rows that ask for nothing" : ""),
                        conditions.subList(0, continuous));
            default ->
                new Argument(
                        input.name(),
                        dtype,
                        row,
                        "tokens" + (guided ? "; " + vocabulary(model) + " in rows that ask for nothing" : ""),
                        conditions.subList(continuous, conditions.size()));
        };
    }

    private static int vocabulary(SavedModel model) {
        return model.conditionScaling().header().vocabulary();
    }

    String text() {
        return JsonFiles.text(this);
    }
}
