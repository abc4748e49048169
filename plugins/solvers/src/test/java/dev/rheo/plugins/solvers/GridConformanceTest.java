package dev.rheo.plugins.solvers;

import dev.rheo.api.component.Traits;
import dev.rheo.plugins.solvers.PowerGrid.Dense;
import dev.rheo.testkit.Conformance;
import dev.rheo.testkit.Rule;
import dev.rheo.testkit.grid.GridRules;
import dev.rheo.testkit.grid.GridSubject;
import java.util.List;

class GridConformanceTest extends Conformance<GridSubject> {
    @Override
    protected List<Rule<GridSubject>> rules() {
        return GridRules.all();
    }

    @Override
    protected List<Subject<GridSubject>> subjects() {
        PowerGrid.Config source = new PowerGrid.Config(3, Dense.SOURCE);
        PowerGrid.Config data = new PowerGrid.Config(2, Dense.DATA);
        KarrasGrid.Config karras = new KarrasGrid.Config(7, 0.002, 80);
        KarrasGrid.Config narrow = new KarrasGrid.Config(3, 0.1, 10);
        LogSnrGrid.Config logSnr = new LogSnrGrid.Config(-10, 10);
        ShiftedGrid.Config shifted = new ShiftedGrid.Config(3);
        ShiftedGrid.Config back = new ShiftedGrid.Config(0.5);
        GivenGrid.Config given = new GivenGrid.Config(List.of(0.0, 0.1, 0.4, 1.0));
        return List.of(
                new Subject<>("uniform", new GridSubject(new UniformGrid(), Traits.NONE, (path, span, t) -> t)),
                new Subject<>(
                        "power at the source",
                        new GridSubject(
                                new PowerGrid(source),
                                source.traits(),
                                (path, span, t) -> Math.cbrt((t - span.from()) / span.length()))),
                new Subject<>(
                        "power at the data",
                        new GridSubject(
                                new PowerGrid(data),
                                data.traits(),
                                (path, span, t) -> Math.sqrt((span.to() - t) / span.length()))),
                new Subject<>("karras", karras(karras)),
                new Subject<>("karras, narrow", karras(narrow)),
                new Subject<>(
                        "log-snr",
                        new GridSubject(new LogSnrGrid(logSnr), logSnr.traits(), (path, span, t) -> path.logSnr(t))),
                new Subject<>("shifted", shifted(shifted)),
                new Subject<>("shifted towards the data", shifted(back)),
                new Subject<>("given", new GridSubject(new GivenGrid(given), given.traits(), List.of(3), null)));
    }

    private static GridSubject karras(KarrasGrid.Config config) {
        return new GridSubject(
                new KarrasGrid(config),
                config.traits(),
                (path, span, t) -> Math.pow(path.s(t) / path.a(t), 1 / config.rho()));
    }

    private static GridSubject shifted(ShiftedGrid.Config config) {
        return new GridSubject(new ShiftedGrid(config), config.traits(), (path, span, t) -> {
            double shifted = (t - span.from()) / span.length();
            return config.shift() * shifted / (1 + (config.shift() - 1) * shifted);
        });
    }
}
