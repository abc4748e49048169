package dev.rheo.plugins.optimizers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rheo.api.optimize.Optimizer;
import dev.rheo.api.test.Descent;
import dev.rheo.api.test.Lab;
import org.junit.jupiter.api.Test;

/**
 * Against PyTorch's own optimizers. The numbers are what torch 1.13 gives in float64 after 30 steps; for Adam, for instance:
 *
 * <pre>{@code
 * w = torch.tensor([1.5, -0.75, 0.3, -2.0], dtype=torch.float64, requires_grad=True)
 * b = torch.tensor([-1.25, 0.5, 0.9], dtype=torch.float64, requires_grad=True)
 * groups = [{"params": [w], "weight_decay": 0.1}, {"params": [b], "weight_decay": 0}]
 * optimizer = torch.optim.Adam(groups, lr=0.02, betas=(0.9, 0.99), eps=1e-3)
 * for k in range(30):
 *     g = [((5 * k + 3 * i) % 11 - 4.5) / 8 * 10.0 ** -(i % 4) for i in range(7)]
 *     w.grad = torch.tensor(g[:4], dtype=torch.float64)
 *     b.grad = torch.tensor(g[4:], dtype=torch.float64)
 *     optimizer.step()
 * print(w.tolist() + b.tolist())
 * }</pre>
 */
class PyTorchStepsTest {
    private static final double[] WEIGHTS = {1.5, -0.75, 0.3, -2};
    private static final double[] BIASES = {-1.25, 0.5, 0.9};

    private static double[] after30Steps(Optimizer optimizer) {
        try (Descent descent = Lab.open().descend(optimizer, WEIGHTS, BIASES)) {
            double[] gradient = new double[WEIGHTS.length + BIASES.length];
            for (int k = 0; k < 30; k++) {
                for (int i = 0; i < gradient.length; i++) {
                    gradient[i] = ((5 * k + 3 * i) % 11 - 4.5) / 8 * Math.pow(10, -(i % 4));
                }
                descent.step(gradient, optimizer.learningRate());
            }
            return descent.parameters();
        }
    }

    private static void assertEnd(Optimizer optimizer, double... expected) {
        assertThat(after30Steps(optimizer)).containsExactly(expected, within(3e-6));
    }

    @Test
    void sgdWithMomentum() {
        assertEnd(
                new Sgd(new Sgd.Config(0.02, 0.9, 0, false, 0.1)),
                0.6878287264890124,
                -0.4836991225492001,
                0.1842215929093815,
                -1.2458953100571228,
                -1.4420517023331145,
                0.47215525334497266,
                0.897628697781332);
    }

    @Test
    void sgdWithNesterovMomentum() {
        assertEnd(
                new Sgd(new Sgd.Config(0.02, 0.8, 0, true, 0.1)),
                0.9761850886420912,
                -0.5785677043710635,
                0.2258670763334573,
                -1.5178652099339922,
                -1.3823950937901912,
                0.48259702588186015,
                0.8984016208126324);
    }

    @Test
    void sgdWithDampenedMomentum() {
        assertEnd(
                new Sgd(new Sgd.Config(0.02, 0.9, 0.4, false, 0.1)),
                1.0149243862571578,
                -0.5757307924087252,
                0.224879727408482,
                -1.5112557163410065,
                -1.3317147119395008,
                0.4837719564278459,
                0.8983378164583681);
    }

    @Test
    void adamWithAnEpsilonThatMatters() {
        assertEnd(
                new AdamOptimizer(new AdamOptimizer.Config(0.02, 0.9, 0.99, 1e-3, 0.1)),
                1.265076464796755,
                -0.2971739207380132,
                -0.05905522204612762,
                -1.4189170460573113,
                -1.2726978051920415,
                0.4100381130192966,
                0.83422470402316);
    }

    @Test
    void adamWWithAnEpsilonThatMatters() {
        assertEnd(
                new AdamWOptimizer(new AdamWOptimizer.Config(0.02, 0.9, 0.99, 1e-3, 0.1)),
                1.3476735118044338,
                -0.7447801644332617,
                0.2016847275151964,
                -1.9192945078606816,
                -1.2726978051920415,
                0.4100381130192966,
                0.83422470402316);
    }

    @Test
    void radamWithAnEpsilonThatMatters() {
        assertEnd(
                new RAdamOptimizer(new RAdamOptimizer.Config(0.02, 0.9, 0.99, 1e-3, 0.1, false)),
                1.438832189391484,
                -0.6449531075762927,
                0.19307331711219308,
                -1.8638414263345608,
                -1.2471647312028147,
                0.4811139659435801,
                0.8887790163223181);
    }

    @Test
    void radamWithDefaultDecayRates() {
        assertEnd(
                new RAdamOptimizer(new RAdamOptimizer.Config(0.02, 0.9, 0.999, 1e-8, 0, false)),
                1.502915274971831,
                -0.7543620994260609,
                0.29336986966212303,
                -2.0056606037328293,
                -1.2359527203107572,
                0.49285209338142527,
                0.8942535712505102);
    }
}
