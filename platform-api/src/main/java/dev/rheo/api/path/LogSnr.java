package dev.rheo.api.path;

import dev.rheo.api.time.Interval;

/** The inverse of a path's signal-to-noise ratio, which grows with time. */
final class LogSnr {
    private LogSnr() {}

    static double time(GaussianPath path, double wanted) {
        Interval domain = path.domain();
        double lower = domain.from();
        double upper = domain.to();
        if (!(wanted > path.logSnr(lower))) {
            return lower;
        }
        if (!(wanted < path.logSnr(upper))) {
            return upper;
        }
        while (true) {
            double middle = lower + (upper - lower) / 2;
            if (middle <= lower || middle >= upper) {
                return middle;
            }
            if (path.logSnr(middle) < wanted) {
                lower = middle;
            } else {
                upper = middle;
            }
        }
    }
}
