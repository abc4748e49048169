package dev.rheo.plugins.networks;

import dev.rheo.api.graph.Shape;
import dev.rheo.api.network.Support;

/** Height and width of every level of a U-Net: halves, rounded up. */
record UnetSizes(long[] heights, long[] widths) {
    static UnetSizes of(Shape image, int levels) {
        return new UnetSizes(halves(image.at(1), levels), halves(image.at(2), levels));
    }

    private static long[] halves(long side, int levels) {
        long[] halves = new long[levels];
        halves[0] = side;
        for (int level = 1; level < levels; level++) {
            halves[level] = (halves[level - 1] + 1) / 2;
        }
        return halves;
    }

    long height(int level) {
        return heights[level];
    }

    long width(int level) {
        return widths[level];
    }

    /**
     * Whether every level but the last can be halved.
     *
     * @param even whether only even sides can
     */
    Support support(boolean even) {
        for (int level = 0; level + 1 < heights.length; level++) {
            String level1 = "level " + level + " of the U-Net is " + heights[level] + " x " + widths[level] + " pixels";
            if (heights[level] == 1 && widths[level] == 1) {
                return Support.no(
                        level1 + " and cannot be halved",
                        "Shorten network.channelMult to at most " + (level + 1) + " numbers.");
            }
            if (even && (heights[level] % 2 != 0 || widths[level] % 2 != 0)) {
                return Support.no(
                        level1 + ", and averages of 2 x 2 pixels (resblockUpdown) need even sides",
                        "Set network.resblockUpdown to false, shorten network.channelMult, or resize the images.");
            }
        }
        return Support.yes();
    }
}
