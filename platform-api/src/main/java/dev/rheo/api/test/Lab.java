package dev.rheo.api.test;

import ai.djl.ndarray.NDManager;
import dev.rheo.api.graph.Graph;
import dev.rheo.api.optimize.Optimizer;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/** Compiles graphs for tests. Found by {@link ServiceLoader}; the runtime has the implementation. */
public interface Lab {
    /** The lab on the class path. */
    static Lab open() {
        return ServiceLoader.load(Lab.class, Lab.class.getClassLoader())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "No lab on the class path. Add the test-scope dependency dev.rheo:platform-testkit."));
    }

    /** Compiles a graph as it is: a network, or operations on inputs. */
    default Specimen compile(Graph graph, Precision precision) {
        return compile(null, graph, precision);
    }

    /** Compiles a program in which {@code network} is the network that is trained. The caller closes the result. */
    Specimen compile(@Nullable Graph network, Graph program, Precision precision);

    /**
     * Compiles an optimizer's update into a training step, as a run would. The caller closes the result.
     *
     * @param decayed the first numbers of θ, those that weight decay applies to; may be empty
     * @param rest the others; may be empty
     */
    Descent descend(Optimizer optimizer, double[] decayed, double[] rest);

    /** A manager for arrays that solvers and fields are tried on, by the calling thread. The caller closes it. */
    NDManager arrays();

    /** Floating type of a specimen. */
    enum Precision {
        FLOAT32,
        FLOAT64
    }
}
