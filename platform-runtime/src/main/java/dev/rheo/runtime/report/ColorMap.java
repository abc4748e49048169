package dev.rheo.runtime.report;

import java.awt.Color;

/** Viridis (van der Walt and Smith, matplotlib, CC0): ten of its colours, linear in between; dark is low. */
final class ColorMap {
    private static final int[] STOPS = {
        0x440154, 0x482878, 0x3e4989, 0x31688e, 0x26828e, 0x1f9e89, 0x35b779, 0x6ece58, 0xb5de2b, 0xfde725
    };

    private ColorMap() {}

    /** The 24-bit colour at {@code fraction}, clipped to [0, 1]. */
    static int rgb(double fraction) {
        double place = Math.max(0, Math.min(1, fraction)) * (STOPS.length - 1);
        int below = Math.min((int) place, STOPS.length - 2);
        double weight = place - below;
        int rgb = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
            int low = STOPS[below] >> shift & 0xff;
            int high = STOPS[below + 1] >> shift & 0xff;
            rgb |= (int) Math.round(low + weight * (high - low)) << shift;
        }
        return rgb;
    }

    static Color color(double fraction) {
        return new Color(rgb(fraction));
    }
}
