package dev.rheo.runtime.program;

import dev.rheo.api.graph.Graph;
import dev.rheo.api.graph.InputSpec;
import dev.rheo.api.graph.TorchModule;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The text of a loss without its derivatives by θ: {@code split(theta)} gives the parameters as views of the flat vector, and
 * {@code loss(W, C, in_…)} the loss of a minibatch. Of a network that is a block of DJL, {@code arguments(W, C, in_…)} gives
 * what the block takes, and {@code judge(W, C, in_…, heads)} the loss.
 *
 * @param inputs the minibatch inputs, in the order of the last arguments: those of a training step
 * @param automatic whether torch.autograd finds derivatives inside of the loss: then it must not run in inference mode
 * @param module what the network calls; then {@code bind(W)} comes before all other methods
 * @param block what the network is, if not a graph
 */
public record LossProgram(
        String source,
        Layout layout,
        List<InputSpec> inputs,
        boolean automatic,
        @Nullable TorchModule module,
        @Nullable BlockCall block) {
    /**
     * @param network the trained network
     * @param loss a program whose first output is the loss; its others are left out
     */
    public static LossProgram of(Graph network, Graph loss, Rules rules, Precision precision) {
        Layout layout = Layout.of(network);
        TorchScript script =
                new TorchScript(layout, precision, new Dialect(precision, false, Kernels.SMALL_IN_LARGE_BATCHES), true);
        Graph alone = new Graph(
                loss.nodes(), loss.inputs(), loss.parameters(), loss.outputs().subList(0, 1));
        List<InputSpec> inputs = loss.inputs().stream()
                .map(v -> new InputSpec(loss.name(v), v.shape(), v.dtype()))
                .toList();
        script.text(NetworkProgram.split(layout));
        Optional<BlockCall> block = BlockCall.of(network);
        if (block.isPresent()) {
            EagerStep.writeLoss(script, network, alone);
            return new LossProgram(script.source(), layout, inputs, false, null, block.get());
        }
        boolean own = resolve(script, Differentiate.join(network, alone), rules);
        return new LossProgram(script.source(), layout, inputs, !own, script.module(), null);
    }

    private static boolean resolve(TorchScript script, Graph joined, Rules rules) {
        try {
            script.method("loss", new Differentiate(rules).resolve(null, joined, List.of()));
            return true;
        } catch (NoDerivativeException e) {
            script.autograd("loss", joined, List.of());
            return false;
        }
    }
}
