import dev.rheo.api.coupling.Coupling;
import dev.rheo.api.coupling.CouplingBatch;
import dev.rheo.api.coupling.Pairing;
import dev.rheo.api.data.Points;
import dev.rheo.api.random.Draws;
import dev.rheo.api.random.RandomStreams;
import dev.rheo.plugins.couplings.Cost;
import dev.rheo.plugins.couplings.IndependentCoupling;
import dev.rheo.plugins.couplings.MinibatchOtCoupling;
import dev.rheo.plugins.couplings.Transport;
import java.util.Arrays;
import java.util.Locale;

/**
 * How much straight paths cross: per dimension the mean over x_t of Var(x1 − x0 | x_t), on the toy of Tong et al. 2024 (8-Gaussians to
 * moons), by the difference of nearest neighbours: half the mean squared difference of velocities between each x_t and the x_t
 * nearest to it. The mean over t is the least loss that flow matching can reach. Prints rows of a table, one for each batch size
 * given as an argument; 0 is independent pairs.
 */
final class Crossing {
    private static final int N = 32768;
    private static final double CELL = 0.25;
    private static final double[] TIMES = {0.05, 0.15, 0.25, 0.35, 0.45, 0.55, 0.65, 0.75, 0.85, 0.95};

    private Crossing() {}

    public static void main(String[] arguments) {
        for (String size : arguments) {
            int batch = Integer.parseInt(size);
            float[][] pairs = pairs(batch == 0 ? N : batch, batch == 0 ? independent() : exact());
            double sum = 0;
            StringBuilder row = new StringBuilder("| " + (batch == 0 ? "independent" : "OT, batch " + batch));
            for (double t : TIMES) {
                double variance = variance(pairs[0], pairs[1], t);
                sum += variance / TIMES.length;
                if (Math.round(100 * t) % 20 == 5) {
                    row.append(String.format(Locale.ROOT, " | %.3f", variance));
                }
            }
            System.out.printf(Locale.ROOT, "%s | %.3f |%n", row, sum);
        }
    }

    private static Coupling independent() {
        return new IndependentCoupling(new IndependentCoupling.Config());
    }

    private static Coupling exact() {
        return new MinibatchOtCoupling(new MinibatchOtCoupling.Config(
                MinibatchOtCoupling.Solver.AUTO,
                false,
                MinibatchOtCoupling.Pairs.PERMUTATION,
                new Transport(Cost.SQUARED_EUCLIDEAN, 0)));
    }

    /** x0 and x1 − x0 of N pairs, coupled batch by batch. */
    private static float[][] pairs(int batch, Coupling coupling) {
        float[] x0 = new float[2 * N];
        float[] velocity = new float[2 * N];
        for (int from = 0; from < N; from += batch) {
            CouplingBatch given = toy(batch, from);
            Pairing pairs = coupling.pair(given, new RandomStreams(7).at("pairs", from).generator(0));
            for (int k = 0; k < batch; k++) {
                for (int d = 0; d < 2; d++) {
                    float start = given.source().at(pairs.source()[k], d);
                    x0[2 * (from + k) + d] = start;
                    velocity[2 * (from + k) + d] = given.target().at(pairs.target()[k], d) - start;
                }
            }
        }
        return new float[][] {x0, velocity};
    }

    /** The data of training/ot-cfm.yaml. */
    private static CouplingBatch toy(int n, int from) {
        Draws draws = new RandomStreams(1).at("toy", 0);
        float[] x = new float[2 * n];
        float[] y = new float[2 * n];
        for (int i = 0; i < n; i++) {
            long row = from + i;
            double direction = Math.PI / 4 * draws.integer(row, 0, 8);
            double along = Math.PI * draws.uniform(row, 1);
            boolean upper = draws.uniform(row, 2) < 0.5;
            x[2 * i] = (float) (5 * (Math.cos(direction) + 0.1125 * draws.gaussian(row, 3)));
            x[2 * i + 1] = (float) (5 * (Math.sin(direction) + 0.1125 * draws.gaussian(row, 4)));
            y[2 * i] = (float) (3 * ((upper ? Math.cos(along) : 1 - Math.cos(along)) + 0.2 * draws.gaussian(row, 5)) - 1);
            y[2 * i + 1] = (float) (3 * ((upper ? Math.sin(along) : 0.5 - Math.sin(along)) + 0.2 * draws.gaussian(row, 6)) - 1);
        }
        return new CouplingBatch(new Points(x, n, 2), new Points(y, n, 2), null);
    }

    private static double variance(float[] x0, float[] velocity, double t) {
        float[] xt = new float[2 * N];
        for (int k = 0; k < 2 * N; k++) {
            xt[k] = (float) (x0[k] + t * velocity[k]);
        }
        Cells cells = new Cells(xt);
        double sum = 0;
        for (int i = 0; i < N; i++) {
            int j = cells.nearest(i);
            for (int d = 0; d < 2; d++) {
                double difference = velocity[2 * i + d] - velocity[2 * j + d];
                sum += difference * difference;
            }
        }
        return sum / 2 / 2 / N;
    }

    /** Nearest neighbours in the plane, by square cells. */
    private static final class Cells {
        private static final int SIDE = 160;

        private final float[] points;
        private final int[] start = new int[SIDE * SIDE + 1];
        private final int[] member = new int[N];

        Cells(float[] points) {
            this.points = points;
            for (int i = 0; i < N; i++) {
                start[cell(i) + 1]++;
            }
            for (int c = 0; c < SIDE * SIDE; c++) {
                start[c + 1] += start[c];
            }
            int[] next = Arrays.copyOf(start, SIDE * SIDE);
            for (int i = 0; i < N; i++) {
                member[next[cell(i)]++] = i;
            }
        }

        private int place(int i, int d) {
            return Math.max(0, Math.min(SIDE - 1, (int) Math.floor(points[2 * i + d] / CELL) + SIDE / 2));
        }

        private int cell(int i) {
            return place(i, 0) * SIDE + place(i, 1);
        }

        int nearest(int i) {
            int best = -1;
            double least = Double.POSITIVE_INFINITY;
            // A neighbour in ring r + 1 is at least r cells away.
            for (int ring = 0; ring < SIDE && (ring - 1) * CELL <= Math.sqrt(least); ring++) {
                for (int row = place(i, 0) - ring; row <= place(i, 0) + ring; row++) {
                    boolean edge = Math.abs(row - place(i, 0)) == ring;
                    for (int column = place(i, 1) - ring; column <= place(i, 1) + ring; column += edge || ring == 0 ? 1 : 2 * ring) {
                        if (row < 0 || column < 0 || row >= SIDE || column >= SIDE) {
                            continue;
                        }
                        int c = row * SIDE + column;
                        for (int k = start[c]; k < start[c + 1]; k++) {
                            int j = member[k];
                            double dx = points[2 * i] - points[2 * j];
                            double dy = points[2 * i + 1] - points[2 * j + 1];
                            double distance = dx * dx + dy * dy;
                            if (j != i && distance < least) {
                                least = distance;
                                best = j;
                            }
                        }
                    }
                }
            }
            return best;
        }
    }
}
