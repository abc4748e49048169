package dev.rheo.api.graph;

import java.util.List;
import java.util.Map;

/**
 * A module in the format of {@code torch.jit.save}, to be called in a graph with parameters of the graph in place of its own. In
 * evaluation mode: what it computes depends on its arguments alone. Contents are shared, not copied; who receives them reads
 * them only.
 *
 * @param type the qualified name of its class, {@code __torch__.Net}
 * @param entries contents of the archive by name, without the folder at the top
 * @param places where the tensors lie that are given with each call, for example {@code blocks.0.linear.weight}; the others
 *     stay as they are in the archive
 */
public record TorchModule(String type, Map<String, byte[]> entries, List<String> places) {
    /** The operation that calls a module: arguments are the module, the tensors for its places, and the inputs. */
    public static final String CALL = "call_module";

    public TorchModule {
        entries = Map.copyOf(entries);
        places = List.copyOf(places);
    }
}
