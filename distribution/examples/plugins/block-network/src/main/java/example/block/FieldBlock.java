package example.block;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.LayerNorm;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.util.ArrayList;
import java.util.List;

/** Takes x (B x in) and t (B), gives (B x out). */
final class FieldBlock extends AbstractBlock {
    private final long in;
    private final long out;
    private final long width;
    private final Block begin;
    private final List<Block> residual = new ArrayList<>();
    private final Block end;

    FieldBlock(long in, long out, int width, int depth) {
        this.in = in;
        this.out = out;
        this.width = width;
        begin = addChildBlock("begin", Linear.builder().setUnits(width).build());
        for (int i = 0; i < depth; i++) {
            residual.add(addChildBlock(
                    "residual" + i,
                    new SequentialBlock()
                            .add(LayerNorm.builder().build())
                            .add(Linear.builder().setUnits(width).build())
                            .add(Activation.swishBlock(1))
                            .add(Linear.builder().setUnits(width).build())));
        }
        end = addChildBlock("end", Linear.builder().setUnits(out).build());
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore store, NDList inputs, boolean training, PairList<String, Object> params) {
        NDArray x = inputs.get(0).concat(inputs.get(1).expandDims(1), 1);
        NDArray h = begin.forward(store, new NDList(x), training).singletonOrThrow();
        for (Block block : residual) {
            h = h.add(block.forward(store, new NDList(h), training).singletonOrThrow());
        }
        return end.forward(store, new NDList(h), training);
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
        return new Shape[] {new Shape(inputs[0].get(0), out)};
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
        long rows = inputs[0].get(0);
        begin.initialize(manager, type, new Shape(rows, in + 1));
        residual.forEach(block -> block.initialize(manager, type, new Shape(rows, width)));
        end.initialize(manager, type, new Shape(rows, width));
    }
}
