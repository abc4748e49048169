package dev.rheo.runtime.pairs;

import dev.rheo.api.path.ProbabilityPath;
import dev.rheo.api.random.Draws;
import dev.rheo.api.time.LossAwareSampler;
import dev.rheo.api.time.TimestepSampler.Weighting;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Times whose law follows the losses. Training is cut into stretches of {@value #STEPS} steps with one law each: the law of a
 * stretch is made of all losses up to the end of the stretch before the last. So it is known before the first worker can
 * ask for it, and depends on nothing but the steps. The first two stretches have the law before any loss.
 *
 * <p>Any worker asks for laws; one thread learns.
 */
public final class LearningTimes implements TrainingTimes {
    /** More than the minibatches that a prefetch makes ahead. */
    public static final int STEPS = 64;

    private static final String HISTORY = "timesteps.history";
    private static final String LAW = "timesteps.law";
    private static final String NEXT_LAW = "timesteps.nextLaw";

    private final ProbabilityPath path;
    private final LossAwareSampler sampler;
    private final int minibatches;
    private final LossAwareSampler.History history;
    private final Map<Long, Stretch> stretches = new ConcurrentHashMap<>();
    private long current;

    /** A law and the history it is made of. */
    private record Stretch(TrainingTimes law, float[] history) {}

    /** @param accumulate minibatches of a step */
    public LearningTimes(LossAwareSampler sampler, ProbabilityPath path, int accumulate) {
        this.path = path;
        this.sampler = sampler;
        this.minibatches = Math.multiplyExact(STEPS, accumulate);
        this.history = sampler.history();
        restore(0, Map.of());
    }

    @Override
    public TrainingTimes at(long minibatch) {
        Stretch stretch = stretches.get(minibatch / minibatches);
        if (stretch == null) {
            throw new IllegalStateException(
                    "the law of minibatch " + minibatch + " is not known at stretch " + current);
        }
        return stretch.law;
    }

    @Override
    public double[] sample(Draws draws, int n) {
        throw new IllegalStateException("which law is a question of the minibatch");
    }

    @Override
    public Weighting weighting() {
        return sampler.weighting();
    }

    @Override
    public double weight(double t) {
        throw new IllegalStateException("which law is a question of the minibatch");
    }

    @Override
    public void learn(long minibatch, Draws draws, float[] losses) {
        TrainingTimes law = at(minibatch);
        double[] t = law.sample(draws, losses.length);
        double[] unweighted = new double[losses.length];
        double[] places = new double[losses.length];
        for (int i = 0; i < losses.length; i++) {
            unweighted[i] = law.importance() ? losses[i] / law.weight(t[i]) : losses[i];
            places[i] = law.place(t[i]);
        }
        history.note(places, unweighted);
        if ((minibatch + 1) % minibatches == 0) {
            stretches.remove(current - 1); // the last minibatch may be made once more, to look at it
            current = (minibatch + 1) / minibatches;
            stretches.put(current + 1, stretch(history.state()));
        }
    }

    private Stretch stretch(float[] state) {
        LossAwareSampler.History then = sampler.history();
        then.restore(state);
        return new Stretch(TrainingTimes.of(then.law(), path), state);
    }

    @Override
    public Map<String, float[]> state() {
        return Map.of(HISTORY, history.state(), LAW, saved(current), NEXT_LAW, saved(current + 1));
    }

    private float[] saved(long stretch) {
        Stretch known = stretches.get(stretch);
        if (known == null) {
            throw new IllegalStateException("stretch " + stretch + " has no law");
        }
        return known.history;
    }

    @Override
    public void restore(long minibatch, Map<String, float[]> state) {
        float[] beginning = sampler.history().state();
        if (!state.isEmpty() && !state.keySet().equals(Set.of(HISTORY, LAW, NEXT_LAW))) {
            throw new IllegalArgumentException("it holds no losses for the timestep sampler to go on with");
        }
        history.restore(state.getOrDefault(HISTORY, beginning));
        Stretch law = stretch(state.getOrDefault(LAW, beginning));
        Stretch next = stretch(state.getOrDefault(NEXT_LAW, beginning));
        stretches.clear();
        current = minibatch / minibatches;
        stretches.put(current, law);
        stretches.put(current + 1, next);
    }
}
