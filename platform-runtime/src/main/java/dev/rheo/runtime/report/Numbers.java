package dev.rheo.runtime.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Numbers for readers: the same on every machine, whatever its locale. */
final class Numbers {
    private static final double LARGEST_WHOLE = 0x1p53;

    private Numbers() {}

    /** Four significant digits, scientific where that is shorter to read. */
    static String shown(double value) {
        if (!Double.isFinite(value)) {
            return Double.isNaN(value) ? "NaN" : value > 0 ? "inf" : "-inf";
        }
        double size = Math.abs(value);
        if (size != 0 && (size < 1e-3 || size >= 1e6)) {
            return String.format(Locale.ROOT, "%.3e", value);
        }
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(4));
        if (size >= 1e4) {
            rounded = new BigDecimal(Math.rint(value));
        } else if (rounded.scale() < 0) {
            rounded = rounded.setScale(0);
        }
        return size == 0 ? "0" : rounded.toPlainString();
    }

    /** Four significant digits, as a command line reads them. */
    static String plain(double value) {
        return Double.toString(new BigDecimal(value).round(new MathContext(4)).doubleValue());
    }

    /** Whole numbers in full, as counts and hashes have to be; others as {@link #shown}. */
    static String detail(double value) {
        boolean whole = value == Math.rint(value) && Math.abs(value) <= LARGEST_WHOLE;
        return whole ? String.valueOf((long) value) : shown(value);
    }

    /** A count with thin groups: {@code 12 345}. */
    static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value).replace(',', '\u00a0');
    }

    static String time(double t) {
        return String.format(Locale.ROOT, "t = %.2f", t);
    }

    /** About {@code count} round values within the range: multiples of 1, 2 or 5 times a power of ten. */
    static List<Double> ticks(Range range, int count) {
        double step = step(range, count);
        List<Double> ticks = new ArrayList<>();
        for (double k = Math.ceil(range.low() / step - 1e-9); k * step <= range.high() + 1e-9 * step; k++) {
            ticks.add(k * step == 0 ? 0.0 : k * step);
        }
        return ticks;
    }

    /** A tick's label, with as many decimals as the spacing of the ticks asks for. */
    static String tick(double value, Range range, int count) {
        double step = step(range, count);
        double size = Math.max(Math.abs(range.low()), Math.abs(range.high()));
        if (size >= 1e5 || step < 1e-4) {
            return String.format(Locale.ROOT, "%.1e", value);
        }
        int decimals = Math.max(0, (int) -Math.floor(Math.log10(step) + 1e-9));
        return String.format(Locale.ROOT, "%." + decimals + "f", value).replace('-', '\u2212');
    }

    private static double step(Range range, int count) {
        double raw = range.width() / Math.max(1, count);
        double power = Math.pow(10, Math.floor(Math.log10(raw)));
        double lead = raw / power;
        return power * (lead < 1.5 ? 1 : lead < 3.5 ? 2 : lead < 7.5 ? 5 : 10);
    }
}
