package dev.rheo.testkit.path;

import dev.rheo.api.component.TraitNames;
import dev.rheo.testkit.Rule;
import dev.rheo.testkit.Status;
import java.util.List;
import java.util.function.Predicate;

/**
 * The rules of probability paths. P1 … P11 are those of the mathematical reference, PT1 … PT5 hold a path to what it
 * says about itself. Each rule takes the six functions as given and examines one thing that is made of them, so that one
 * mistake violates one rule: P2 and P3 alone speak of the functions.
 *
 * <p>Tolerances: functions are float64 and are held to 1e-6 against central differences of step 1e-6 (rounding 1e-10,
 * truncation below 1e-9 on any path of unit scale), identities to 1e-9, points to float32 rounding (1e-6). Only P7 is
 * statistical: n = 20 000, five standard errors, 15 comparisons, false alarms 1e-5 per run, with fixed draws none.
 */
public final class PathRules {
    private static final Predicate<PathSubject> GAUSSIAN = PathSubject::isGaussian;
    private static final Predicate<PathSubject> ONE_SIDED =
            GAUSSIAN.and(subject -> subject.path().oneSided());
    private static final Predicate<PathSubject> WITH_DENSITY =
            ONE_SIDED.or(GAUSSIAN.and(subject -> subject.path().noisy()));
    private static final Predicate<PathSubject> READABLE = GAUSSIAN.and(subject -> !subject.hasOwnNoise());
    private static final Predicate<PathSubject> BRIDGE =
            GAUSSIAN.and(subject -> subject.provides(TraitNames.PATH_BRIDGE));

    private PathRules() {}

    /** All rules; those that do not speak of a path leave it alone. */
    public static List<Rule<PathSubject>> all() {
        return List.of(
                new Rule<>("P1", "the velocity of sample() is dx_t/dt at fixed pair and noise", SampleRules::velocity),
                new Rule<>(
                        "P2", "the path joins source and data, up to what it declares", GAUSSIAN, FunctionRules::ends),
                new Rule<>(
                        "P3",
                        "a', b', s' are the derivatives of a, b, s, and D = a' n − a n' is positive",
                        GAUSSIAN,
                        FunctionRules::derivatives),
                new Rule<>(
                        "P4",
                        "the conditional score is the gradient of log N(x; μ, s²)",
                        WITH_DENSITY,
                        FunctionRules::score),
                new Rule<>(
                        "P5",
                        "every reading gives what it names, and nothing else can be read",
                        GAUSSIAN,
                        ReadingRules::readings),
                new Rule<>(
                        "P6",
                        "diffusion() is g² of the SDE whose probability flow is this path",
                        ONE_SIDED,
                        FunctionRules::diffusion),
                new Rule<>(
                        "P7",
                        "x_t of sample() has the moments of its law",
                        Status.REQUIRED.stochastic(20_000, 1e-5),
                        GAUSSIAN,
                        SampleRules::moments),
                new Rule<>(
                        "P8",
                        "the conditional velocity, averaged over a Gaussian mixture, satisfies the continuity equation",
                        GAUSSIAN,
                        ContinuityRule::examine),
                new Rule<>(
                        "P9",
                        "a path that claims to be a bridge has the drifts of a Brownian bridge in its time a, both ways",
                        Status.OPTIONAL,
                        BRIDGE,
                        FunctionRules::bridge),
                new Rule<>("P10", "each row depends on its own pair, noise and time alone", SampleRules::rows),
                new Rule<>(
                        "P11",
                        "logSnr() is ln(a²/n²), grows, and has timeOfLogSnr() as its inverse",
                        READABLE,
                        FunctionRules::signalToNoise),
                new Rule<>("PT1", "oneSided() and noisy() say what b and s are", GAUSSIAN, ClaimRules::claims),
                new Rule<>("PT2", "the traits say what oneSided(), noisy() and the readings say", ClaimRules::traits),
                new Rule<>(
                        "PT3",
                        "all six functions are finite on the whole domain, its ends included",
                        GAUSSIAN,
                        ClaimRules::domain),
                new Rule<>(
                        "PT4",
                        "times of a grid ascend inside the domain, and come with the traits of discrete time",
                        ClaimRules::grid),
                new Rule<>(
                        "PT5", "sampling starts at the scale that the path begins with", GAUSSIAN, ClaimRules::start));
    }
}
