package dev.rheo.plugins.solvers.diffusion;

import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.sample.StepSolver;
import dev.rheo.testkit.Conformance.Subject;
import dev.rheo.testkit.solver.StepSubject;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;

/** Every solver of the package in the configurations worth telling apart, and what it promises. */
final class Subjects {
    private static final double ANY_ORDER = 0;

    private final List<Subject<StepSubject>> subjects = new ArrayList<>();

    private Subjects() {}

    static List<Subject<StepSubject>> all() {
        Subjects all = new Subjects();
        for (Churn churn : Churn.values()) {
            all.add(
                    "euler-maruyama, " + churn,
                    1,
                    1,
                    n -> new EulerMaruyama.Config(n, new AddedNoise(churn, 1)),
                    EulerMaruyama::new);
            all.add(
                    "stochastic-heun, " + churn,
                    2,
                    2,
                    n -> new StochasticHeun.Config(n, new AddedNoise(churn, 1)),
                    StochasticHeun::new);
        }
        all.add("ddim", 1, 1, n -> new Ddim.Config(n, 0, 0), Ddim::new);
        all.add("ddim, eta 0.5", 1, 1, n -> new Ddim.Config(n, 0.5, 0), Ddim::new);
        all.add("ddim, eta 1", 1, 1, n -> new Ddim.Config(n, 1, 0), Ddim::new);
        for (Ddpm.Variance variance : Ddpm.Variance.values()) {
            all.add("ddpm, " + variance, 1, 1, n -> new Ddpm.Config(n, variance, 0), Ddpm::new);
        }
        all.add("dpm-solver-pp", 2, 1, n -> new DpmSolverPlusPlus.Config(n, 0, 0), DpmSolverPlusPlus::new);
        all.add("dpm-solver-pp, eta 0.5", 2, 1, n -> new DpmSolverPlusPlus.Config(n, 0.5, 0), DpmSolverPlusPlus::new);
        all.add("dpm-solver-pp, eta 1", 2, 1, n -> new DpmSolverPlusPlus.Config(n, 1, 0), DpmSolverPlusPlus::new);
        all.add("edm-heun", 2, 2, n -> new EdmHeun.Config(n, 0, 0.05, 50, 1.003), EdmHeun::new);
        all.add("edm-heun, churned", 2, 2, n -> new EdmHeun.Config(n, 5, 0, 1000, 1), EdmHeun::new);
        for (UniPc.Variant variant : UniPc.Variant.values()) {
            all.add("unipc 1, " + variant, 2, 1, n -> new UniPc.Config(n, 1, variant, false, 0), UniPc::new);
            all.add("unipc 2, " + variant, 3, 1, n -> new UniPc.Config(n, 2, variant, false, 0), UniPc::new);
            all.add("unipc 3, " + variant, 3, 1, n -> new UniPc.Config(n, 3, variant, false, 0), UniPc::new);
            all.add(
                    "unipc 3, lower, " + variant,
                    ANY_ORDER,
                    1,
                    n -> new UniPc.Config(n, 3, variant, true, 0),
                    UniPc::new);
        }
        all.correctors();
        all.add(
                "annealed-langevin",
                ANY_ORDER,
                40,
                n -> new AnnealedLangevin.Config(n, 20, 0.1, true),
                AnnealedLangevin::new);
        all.subjects.add(new Subject<>(
                "langevin",
                StepSubject.baseline(
                        n -> new Langevin(new Langevin.Config(n, 0.9, 0.05, false)),
                        new Langevin.Config(1, 0.9, 0.05, false).traits(),
                        2)));
        return all.subjects;
    }

    private void correctors() {
        for (PredictorCorrector.Predictor predictor : PredictorCorrector.Predictor.values()) {
            for (PredictorCorrector.Order order : PredictorCorrector.Order.values()) {
                add(
                        "predictor-corrector, " + predictor + ", " + order,
                        1,
                        2,
                        n -> new PredictorCorrector.Config(n, predictor, 1, 0.16, order),
                        PredictorCorrector::new);
            }
        }
    }

    private <C extends ComponentConfig> void add(
            String name, double order, int evaluations, IntFunction<C> config, Function<C, StepSolver> solver) {
        subjects.add(new Subject<>(
                name,
                new StepSubject(
                        n -> solver.apply(config.apply(n)), config.apply(1).traits(), order, evaluations)));
    }
}
