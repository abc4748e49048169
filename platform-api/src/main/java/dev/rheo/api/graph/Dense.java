package dev.rheo.api.graph;

import org.jspecify.annotations.Nullable;

/** Matrix products, attention, tables. */
interface Dense extends Recorder {
    /**
     * Matrix product of the last two axes; leading axes broadcast.
     *
     * @param x (… x n x k)
     * @param y (… x k x m)
     */
    default Value matmul(Value x, Value y) {
        Shape a = x.shape();
        Shape b = y.shape();
        if (a.rank() < 2 || b.rank() < 2 || a.at(-1) != b.at(-2)) {
            throw mismatch("matmul", a + " and " + b + " are no factors");
        }
        try {
            Shape lead = a.slice(0, a.rank() - 2).broadcast(b.slice(0, b.rank() - 2));
            return op("matmul", lead.concat(Shape.of(a.at(-2), b.at(-1))), x, y);
        } catch (Shape.ShapeMismatch e) {
            throw mismatch("matmul", "the leading axes of " + a + " and " + b + " do not broadcast");
        }
    }

    /**
     * x wᵀ + b on the last axis.
     *
     * @param weight (out x in)
     * @param bias (out), or null
     */
    default Value linear(Value x, Value weight, @Nullable Value bias) {
        Shape w = weight.shape();
        if (x.shape().rank() < 2 || w.rank() != 2 || x.shape().at(-1) != w.at(1)) {
            throw mismatch("linear", x.shape() + " does not fit the weight " + w);
        }
        if (bias != null && !bias.shape().equals(Shape.of(w.at(0)))) {
            throw mismatch("linear", "the bias " + bias.shape() + " does not fit the weight " + w);
        }
        return op("linear", x.shape().with(-1, w.at(0)), x, weight, bias);
    }

    /**
     * softmax(q kᵀ / √width) v (Vaswani et al. 2017, eq. 1).
     *
     * @param q (B x heads x queries x width)
     * @param k (B x heads x keys x width)
     * @param v (B x heads x keys x width)
     */
    default Value scaledDotProductAttention(Value q, Value k, Value v) {
        boolean fits =
                q.shape().rank() == 4 && k.shape().rank() == 4 && k.shape().equals(v.shape());
        if (!fits || !q.shape().with(2, 1).equals(k.shape().with(2, 1))) {
            throw mismatch(
                    "attention",
                    "queries " + q.shape() + ", keys " + k.shape() + " and values " + v.shape()
                            + " do not belong together");
        }
        return op("scaled_dot_product_attention", q.shape(), q, k, v);
    }

    /**
     * Rows of a table.
     *
     * @param table (rows x width)
     * @param indices whole numbers in [0, rows), any shape
     */
    default Value embedding(Value table, Value indices) {
        if (table.shape().rank() != 2 || indices.dtype() != Dtype.INT64) {
            throw mismatch(
                    "embedding",
                    "a table " + table.shape() + " cannot be read at " + indices.dtype() + " indices "
                            + indices.shape());
        }
        return op("embedding", indices.shape().insert(-1, table.shape().at(1)), table, indices);
    }
}
