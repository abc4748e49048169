package dev.rheo.runtime.report;

import java.util.List;

/** The part of the plane that a picture shows. */
record Window(Range x, Range y) {
    private static final double TAIL = 0.002;
    private static final double NARROWEST = 0.7;

    /**
     * Shows all clouds but their farthest points, so that a few diverged samples do not shrink the rest to a dot; at most
     * about 1.4 times as long as wide.
     */
    static Window around(List<PointCloud> clouds) {
        Range x = null;
        Range y = null;
        for (PointCloud cloud : clouds) {
            PointCloud finite = cloud.finite();
            if (finite.size() > 0) {
                Range ownX = Range.of(finite.column(0), TAIL);
                Range ownY = Range.of(finite.column(1), TAIL);
                x = x == null ? ownX : x.union(ownX);
                y = y == null ? ownY : y.union(ownY);
            }
        }
        Range wide = (x == null ? new Range(-1, 1) : x).padded(0.07);
        Range high = (y == null ? new Range(-1, 1) : y).padded(0.07);
        return new Window(wide.atLeast(NARROWEST * high.width()), high.atLeast(NARROWEST * wide.width()));
    }

    /** Height by width. */
    double aspect() {
        return y.width() / x.width();
    }

    boolean contains(PointCloud cloud, int point) {
        return x.contains(cloud.at(point, 0)) && y.contains(cloud.at(point, 1));
    }

    int outside(PointCloud cloud) {
        int outside = 0;
        for (int point = 0; point < cloud.size(); point++) {
            outside += contains(cloud, point) ? 0 : 1;
        }
        return outside;
    }
}
