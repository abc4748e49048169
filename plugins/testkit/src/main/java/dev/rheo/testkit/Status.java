package dev.rheo.testkit;

import java.util.Locale;

/**
 * Whom a rule binds, and how sure its verdict is.
 *
 * @param optional whether it binds those components alone that claim or promise what it is about, by a trait or to the kit
 * @param n how many random numbers decide, in the unit that the test counts; 0 if none do
 * @param falseAlarms how likely at most a right component is failed by random numbers drawn anew; those of the kit are fixed, so that a
 *     component that passes once always passes
 */
public record Status(boolean optional, long n, double falseAlarms) {
    /** Binds every component that the rule speaks of; nothing is drawn, or the verdict does not depend on it. */
    public static final Status REQUIRED = new Status(false, 0, 0);

    /** Binds those that claim or promise what the rule is about. */
    public static final Status OPTIONAL = new Status(true, 0, 0);

    public Status {
        if (n < 0 || n > 0 != falseAlarms > 0 || falseAlarms >= 1) {
            throw new IllegalArgumentException(
                    "n " + n + ", false alarms " + falseAlarms + ": a stochastic rule states both, others neither");
        }
    }

    /**
     * The same, decided by random numbers.
     *
     * @param n how many
     * @param falseAlarms over all the comparisons that the rule makes
     */
    public Status stochastic(long n, double falseAlarms) {
        return new Status(optional, n, falseAlarms);
    }

    public boolean stochastic() {
        return n > 0;
    }

    /** For example {@code required}, {@code optional}, {@code stochastic (n 20000, 1e-5)}, {@code optional, stochastic (n 400, 6e-7)}. */
    public String text() {
        if (!stochastic()) {
            return optional ? "optional" : "required";
        }
        return (optional ? "optional, " : "") + "stochastic (n " + n + ", " + rate() + ")";
    }

    private String rate() {
        return String.format(Locale.ROOT, "%.0e", falseAlarms).replace("e-0", "e-");
    }
}
