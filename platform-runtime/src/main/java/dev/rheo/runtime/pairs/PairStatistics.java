package dev.rheo.runtime.pairs;

import dev.rheo.api.coupling.Pairing;
import dev.rheo.api.data.Points;
import java.util.Arrays;

/**
 * What a coupling did with the samples that it was given.
 *
 * @param meanCost mean of |x0 − x1|² over its pairs, by weight
 * @param independentCost the same over all possible pairs: what independent pairing costs on average
 * @param marginalError L1 error of the plan's marginals before any rounding
 * @param distinctSources how many source samples occur in pairs that count, as a fraction of all
 * @param distinctData the same of data
 * @param meanWeight the plan's mass; 1 unless pairs are weighted
 */
public record PairStatistics(
        double meanCost,
        double independentCost,
        double marginalError,
        double distinctSources,
        double distinctData,
        double meanWeight) {
    static PairStatistics of(Coupled coupled) {
        Points x = coupled.starts();
        Points y = coupled.data().points();
        Pairing pairs = coupled.pairs();
        boolean[] sources = new boolean[x.count()];
        boolean[] data = new boolean[y.count()];
        double cost = 0;
        double weights = 0;
        for (int k = 0; k < pairs.size(); k++) {
            double weight = pairs.weight(k);
            if (weight > 0) {
                sources[pairs.source()[k]] = true;
                data[pairs.target()[k]] = true;
                weights += weight;
                cost += weight * squaredDistance(x, pairs.source()[k], y, pairs.target()[k]);
            }
        }
        return new PairStatistics(
                cost / weights,
                independentCost(x, y),
                pairs.plan().marginalError(),
                fraction(sources),
                fraction(data),
                weights / pairs.size());
    }

    private static double squaredDistance(Points x, int i, Points y, int j) {
        double sum = 0;
        for (int k = 0; k < x.dimension(); k++) {
            double difference = (double) x.at(i, k) - y.at(j, k);
            sum += difference * difference;
        }
        return sum;
    }

    /** The mean over all pairs, without going over them: the variances and the squared distance of the means. */
    private static double independentCost(Points x, Points y) {
        double[] ofX = means(x);
        double[] ofY = means(y);
        double sum = spread(x, ofX) + spread(y, ofY);
        for (int k = 0; k < ofX.length; k++) {
            sum += (ofX[k] - ofY[k]) * (ofX[k] - ofY[k]);
        }
        return sum;
    }

    private static double[] means(Points points) {
        double[] means = new double[points.dimension()];
        for (int i = 0; i < points.count(); i++) {
            for (int k = 0; k < means.length; k++) {
                means[k] += points.at(i, k);
            }
        }
        return Arrays.stream(means).map(sum -> sum / points.count()).toArray();
    }

    private static double spread(Points points, double[] means) {
        double sum = 0;
        for (int i = 0; i < points.count(); i++) {
            for (int k = 0; k < means.length; k++) {
                double difference = points.at(i, k) - means[k];
                sum += difference * difference;
            }
        }
        return sum / points.count();
    }

    private static double fraction(boolean[] used) {
        int count = 0;
        for (boolean one : used) {
            count += one ? 1 : 0;
        }
        return (double) count / used.length;
    }
}
