package dev.rheo.runtime.report;

import java.awt.Color;

/**
 * Colours of a picture. Data, samples and source are told apart by the colour-blind (hues after Okabe and Ito, 2008),
 * lightened for the dark theme.
 */
record Theme(
        Color background, Color text, Color muted, Color grid, Color data, Color samples, Color source, Color fault) {
    static final Theme LIGHT = new Theme(
            new Color(0xffffff),
            new Color(0x1c232b),
            new Color(0x5a6672),
            new Color(0xe4e8ec),
            new Color(0x0067a8),
            new Color(0xd05500),
            new Color(0x008a66),
            new Color(0xc2185b));
    static final Theme DARK = new Theme(
            new Color(0x1a2027),
            new Color(0xe8ecf0),
            new Color(0x9aa7b3),
            new Color(0x323b45),
            new Color(0x5db4f0),
            new Color(0xf79646),
            new Color(0x3ccfa4),
            new Color(0xff5c9a));

    static Color faded(Color color, double alpha) {
        return new Color(color.getRed(), color.getGreen(), color.getBlue(), (int) Math.round(255 * alpha));
    }
}
