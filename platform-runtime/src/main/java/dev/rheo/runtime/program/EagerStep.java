package dev.rheo.runtime.program;

import dev.rheo.api.graph.Graph;
import dev.rheo.api.graph.GraphBuilder;
import dev.rheo.api.graph.InputSpec;
import dev.rheo.api.graph.Node;
import dev.rheo.api.graph.Value;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * What is compiled of a training step whose network is a block of DJL: {@code arguments(W, C, inputs)}, what the block is given;
 * {@code judge(W, C, inputs, heads)}, the loss and its derivatives by the heads that the block returned; and
 * {@code store(V, G, H)}, which keeps the parameters' derivatives.
 *
 * @param call the block
 * @param heads how many arrays it returns
 */
public record EagerStep(BlockCall call, int heads) {
    private static final String HEAD = "block_head_";

    /** Why a loss cannot train a block; empty if it can. */
    public static Optional<String> problem(Graph network, Graph loss) {
        if (BlockCall.of(network).isEmpty()) {
            return Optional.empty();
        }
        BitSet live = live(loss);
        List<Node> calls = new ArrayList<>();
        for (Node node : loss.nodes()) {
            if (live.get(node.out().id()) && node.kind() == Node.Kind.GRADIENT) {
                return Optional.of("it differentiates the network by its inputs, which a DJL block does not allow");
            }
            if (live.get(node.out().id()) && node.kind() == Node.Kind.NETWORK) {
                calls.add(node);
            }
        }
        long points =
                calls.stream().map(node -> node.args().subList(0, 3)).distinct().count();
        return points == 1
                ? Optional.empty()
                : Optional.of("it calls the network " + points + " times, but a DJL block can be called once");
    }

    /** Writes the methods into {@code script}. */
    static EagerStep write(TorchScript script, BlockCall call, Graph network, Graph loss, Rules rules) {
        writeArguments(script, network, loss);
        int heads = network.outputs().size();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < heads; i++) {
            names.add(HEAD + i);
        }
        script.method("judge", new Differentiate(rules).resolve(null, judged(network, loss), names));
        script.text("""
                def store(self, V: List[Tensor], G: List[Tensor], H: Tensor) -> List[Tensor]:
                  if float(torch.item(%s)) == 0.0:
                    for i in range(torch.len(V)):
                      c = torch.copy_(V[i], G[i])
                  else:
                    for i in range(torch.len(V)):
                      d = torch.add_(V[i], G[i])
                  return [torch.zeros([1])]
                """.formatted(Hyper.KEEP.read()));
        return new EagerStep(call, heads);
    }

    /** Writes {@code arguments} and a {@code judge} that gives the loss alone. */
    static void writeLoss(TorchScript script, Graph network, Graph loss) {
        writeArguments(script, network, loss);
        script.method("judge", Differentiate.join(null, judged(network, loss)));
    }

    private static void writeArguments(TorchScript script, Graph network, Graph loss) {
        problem(network, loss).ifPresent(why -> {
            throw new IllegalArgumentException("The loss cannot train this network: " + why + ".");
        });
        BitSet live = live(loss);
        Node point = loss.nodes().stream()
                .filter(node -> live.get(node.out().id()) && node.kind() == Node.Kind.NETWORK)
                .findFirst()
                .orElseThrow();
        List<Value> arguments = point.networkArguments();
        script.method(
                "arguments",
                Differentiate.join(null, new Graph(loss.nodes(), loss.inputs(), loss.parameters(), arguments)));
    }

    /** The loss with what the network returns as further inputs. */
    private static Graph judged(Graph network, Graph loss) {
        GraphBuilder graph = new GraphBuilder();
        GraphCopy copy = new GraphCopy(loss, graph);
        List<Value> heads = new ArrayList<>();
        for (int i = 0; i < network.outputs().size(); i++) {
            heads.add(graph.input(new InputSpec(
                    HEAD + i,
                    network.outputs().get(i).shape(),
                    network.outputs().get(i).dtype())));
        }
        BitSet live = live(loss);
        for (Node node : loss.nodes()) {
            if (live.get(node.out().id())) {
                if (node.kind() == Node.Kind.NETWORK) {
                    copy.put(node.out(), heads.get((int) node.number(3)));
                } else {
                    copy.copy(node);
                }
            }
        }
        return graph.build(copy.all(loss.outputs()));
    }

    private static BitSet live(Graph graph) {
        BitSet live = new BitSet();
        graph.outputs().forEach(v -> live.set(v.id()));
        for (int id = graph.nodes().size() - 1; id >= 0; id--) {
            if (live.get(id)) {
                graph.nodes().get(id).inputs().forEach(v -> live.set(v.id()));
            }
        }
        return live;
    }
}
