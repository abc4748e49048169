package dev.rheo.runtime.program;

import java.util.Set;

/** What tests of other packages need to know of the rules. */
public final class RulesUnderTest {
    private RulesUnderTest() {}

    public static Set<String> operations() {
        return Rules.standard().operations();
    }

    /** The standard rules, but the derivative of the sine is the sine. */
    public static Rules withWrongSine() {
        return Rules.standard().with("sin", (n, g, a, to) -> to.give(n.arg(0), () -> a.mul(g, a.sin(n.value(0)))));
    }

    public static Rules without(String operation) {
        return Rules.standard().without(operation);
    }
}
