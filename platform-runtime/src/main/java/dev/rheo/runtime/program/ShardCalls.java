package dev.rheo.runtime.program;

import java.util.ArrayList;
import java.util.List;

/**
 * The methods of a training program that compute a minibatch in shards, equal parts of its rows, at the same time.
 *
 * @param shard the gradient of one shard into a vector of its own, not a number if its loss is none; reports as a step does
 * @param merge the mean of the shards' gradients, as the flat gradient or added to it; reports the norm
 * @param join that mean as the flat gradient, and the rest of a step
 */
public record ShardCalls(List<Argument> shard, List<Argument> merge, List<Argument> join) {
    private static final Argument SHARDS = new Argument("S", Argument.Kind.SHARDS, "");

    /**
     * @param computed the arguments of {@code derivatives}, the inputs last
     * @param gradient the flat gradient
     * @param commit the arguments of {@code commit}
     */
    static ShardCalls of(List<Argument> computed, Argument gradient, Argument hyper, List<Argument> commit) {
        List<Argument> shard = new ArrayList<>(List.of(gradient));
        shard.addAll(computed);
        List<Argument> join = new ArrayList<>(List.of(SHARDS));
        join.addAll(commit);
        return new ShardCalls(shard, List.of(SHARDS, gradient, hyper), join);
    }

    /** The three methods; {@code reported} are the results of {@code derivatives}. */
    String text(List<Argument> computed, List<Argument> commit, String reported) {
        return """
                def shard(self, %s) -> List[Tensor]:
                  r = self.derivatives(%s)
                  if not torch.isfinite(float(torch.item(r[0]))):
                    k = torch.mul_(g[0], torch.sub(r[0], r[0]))
                  return [%s]
                def total(self, S: List[Tensor], s: Tensor) -> Tensor:
                  for i in range(torch.len(S) - 2):
                    k = torch.add_(s, S[i + 2])
                  return torch.mul_(s, 1.0 / float(torch.len(S)))
                def merge(self, %s) -> List[Tensor]:
                  if float(torch.item(%s)) == 0.0:
                    m = self.total(S, torch.add(S[0], S[1], out=g[0]))
                  else:
                    m = torch.add_(g[0], self.total(S, torch.add(S[0], S[1])))
                  return [torch.linalg_vector_norm(g[0])]
                def join(self, %s) -> List[Tensor]:
                  m = self.total(S, torch.add(S[0], S[1], out=g[0]))
                  return [self.commit(%s, True)]
                """.formatted(
                        Argument.declarations(shard),
                        Argument.names(computed),
                        reported,
                        Argument.declarations(merge),
                        Hyper.KEEP.read(),
                        Argument.declarations(join),
                        Argument.names(commit));
    }
}
