package dev.rheo.runtime.engine;

import dev.rheo.api.graph.Init;
import dev.rheo.api.graph.Parameter;
import dev.rheo.api.random.Draws;
import dev.rheo.api.random.RandomStreams;
import dev.rheo.runtime.program.Layout;

/** Draws the first θ on the host. */
public final class InitialParameters {
    private InitialParameters() {}

    /**
     * θ in the order of the layout. Every parameter's numbers are addressed by its name, so they do not depend on what
     * else the network has.
     */
    public static float[] draw(Layout layout, RandomStreams streams) {
        float[] theta = new float[Math.toIntExact(layout.size())];
        for (int i = 0; i < layout.parameters().size(); i++) {
            Parameter parameter = layout.parameters().get(i);
            Draws draws = streams.at("init:" + parameter.name(), 0);
            int from = Math.toIntExact(layout.offsets().get(i));
            fill(theta, from, (int) parameter.shape().size(), parameter.init(), draws);
        }
        return theta;
    }

    private static void fill(float[] theta, int from, int count, Init init, Draws draws) {
        for (int k = 0; k < count; k++) {
            double value;
            if (init instanceof Init.Uniform uniform) {
                value = (2 * draws.uniform(k, 0) - 1) * uniform.bound();
            } else if (init instanceof Init.Normal normal) {
                value = draws.gaussian(k, 0) * normal.std();
            } else if (init instanceof Init.Given given) {
                value = given.values()[k];
            } else {
                value = ((Init.Constant) init).value();
            }
            theta[from + k] = (float) value;
        }
    }
}
