package dev.rheo.runtime.engine;

import ai.djl.ndarray.NDManager;
import dev.rheo.api.graph.Graph;
import dev.rheo.api.optimize.Optimizer;
import dev.rheo.api.test.Descent;
import dev.rheo.api.test.Lab;
import dev.rheo.api.test.Specimen;
import dev.rheo.runtime.program.BlockCall;
import dev.rheo.runtime.program.Rules;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The lab on the real engine. */
public final class TorchLab implements Lab {
    private final Rules rules;

    public TorchLab() {
        this(Rules.standard());
    }

    TorchLab(Rules rules) {
        this.rules = rules;
    }

    @Override
    public Specimen compile(@Nullable Graph network, Graph program, Precision precision) {
        TorchEngine engine = TorchEngine.start();
        engine.enterThread(1);
        Graph trained = network == null ? program : network;
        Optional<BlockCall> block = BlockCall.of(trained);
        if (block.isPresent() && network != null) {
            throw new UnsupportedOperationException("A block of DJL cannot be part of a program; it can be run alone.");
        }
        if (block.isPresent()) {
            return new BlockSpecimen(engine, block.get(), program, precision);
        }
        return new TorchSpecimen(engine, rules, network, program, precision);
    }

    @Override
    public Descent descend(Optimizer optimizer, double[] decayed, double[] rest) {
        TorchEngine engine = TorchEngine.start();
        engine.enterThread(1);
        return new TorchDescent(engine, rules, optimizer, decayed, rest);
    }

    @Override
    public NDManager arrays() {
        TorchEngine engine = TorchEngine.start();
        engine.enterThread(1);
        return engine.newManager();
    }
}
