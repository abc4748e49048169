package dev.rheo.runtime.train;

import dev.rheo.api.track.ParameterStatistics;
import dev.rheo.api.track.RunEvent;
import dev.rheo.runtime.engine.TrainingSession;
import dev.rheo.runtime.program.Layout;
import java.util.ArrayList;
import java.util.List;

/** How large each parameter and its gradient are. */
final class Statistics {
    private Statistics() {}

    static RunEvent.Statistics of(TrainingSession session, long step) {
        Layout layout = session.layout();
        float[] theta = session.parameters();
        float[] gradient = session.gradient();
        List<ParameterStatistics> all = new ArrayList<>();
        for (int i = 0; i < layout.parameters().size(); i++) {
            int from = Math.toIntExact(layout.offsets().get(i));
            int to = from + Math.toIntExact(layout.parameters().get(i).shape().size());
            all.add(new ParameterStatistics(
                    layout.parameters().get(i).name(),
                    rms(theta, from, to),
                    largest(theta, from, to),
                    rms(gradient, from, to),
                    largest(gradient, from, to)));
        }
        return new RunEvent.Statistics(step, all);
    }

    private static double rms(float[] values, int from, int to) {
        double squares = 0;
        for (int i = from; i < to; i++) {
            squares += (double) values[i] * values[i];
        }
        return Math.sqrt(squares / Math.max(1, to - from));
    }

    private static double largest(float[] values, int from, int to) {
        double largest = 0;
        for (int i = from; i < to; i++) {
            largest = Math.max(largest, Math.abs(values[i]));
        }
        return largest;
    }
}
