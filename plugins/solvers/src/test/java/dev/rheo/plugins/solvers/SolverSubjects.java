package dev.rheo.plugins.solvers;

import dev.rheo.api.sample.ErrorControl;
import dev.rheo.api.sample.Stepping.Control;
import dev.rheo.testkit.solver.SolverSubject;
import java.util.LinkedHashMap;
import java.util.Map;

/** The solvers of the probability-flow ODE, by name, each once for every configuration worth telling apart. */
final class SolverSubjects {
    private SolverSubjects() {}

    static Map<String, SolverSubject> all() {
        Map<String, SolverSubject> all = new LinkedHashMap<>();
        Euler.Config euler = new Euler.Config(100);
        all.put("euler", new SolverSubject(new Euler(euler), euler));
        Midpoint.Config midpoint = new Midpoint.Config(50);
        all.put("midpoint", new SolverSubject(new Midpoint(midpoint), midpoint));
        Heun.Config heun = new Heun.Config(50);
        all.put("heun", new SolverSubject(new Heun(heun), heun));
        Heun3.Config heun3 = new Heun3.Config(33);
        all.put("heun3", new SolverSubject(new Heun3(heun3), heun3));
        Rk4.Config rk4 = new Rk4.Config(25);
        all.put("rk4", new SolverSubject(new Rk4(rk4), rk4));
        Rk4ThreeEighths.Config rk438 = new Rk4ThreeEighths.Config(25);
        all.put("rk4-38", new SolverSubject(new Rk4ThreeEighths(rk438), rk438));
        for (int order = 2; order <= 4; order++) {
            AdamsBashforth.Config adams = new AdamsBashforth.Config(order, 50);
            all.put("adams-bashforth " + order, new SolverSubject(new AdamsBashforth(adams), adams));
        }
        for (Control control : Control.values()) {
            ErrorControl errors = new ErrorControl(1e-5, 1e-5, control, 10_000);
            Bosh3.Config bosh3 = new Bosh3.Config(errors);
            all.put("bosh3 " + control, new SolverSubject(new Bosh3(bosh3), bosh3));
            Dopri5.Config dopri5 = new Dopri5.Config(errors);
            all.put("dopri5 " + control, new SolverSubject(new Dopri5(dopri5), dopri5));
            Tsit5.Config tsit5 = new Tsit5.Config(errors);
            all.put("tsit5 " + control, new SolverSubject(new Tsit5(tsit5), tsit5));
            Dopri8.Config dopri8 = new Dopri8.Config(errors);
            all.put("dopri8 " + control, new SolverSubject(new Dopri8(dopri8), dopri8));
        }
        return all;
    }
}
