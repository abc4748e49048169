package dev.rheo.runtime.program;

/**
 * What a script's large products with one matrix run on: its methods {@code linear} (x wᵀ + b), {@code product} (x w) and
 * {@code flat_product} (pᵀ q over all leading axes). Which one is used depends on the machine and on sizes alone, so
 * equal runs stay equal.
 */
public enum Kernels {
    /** The functions that every PyTorch has, in either precision and with derivatives. */
    PORTABLE("""
            def linear(self, x: Tensor, w: Tensor, b: Optional[Tensor]) -> Tensor:
              return torch.linear(x, w, b)
            def product(self, x: Tensor, w: Tensor) -> Tensor:
              return torch.matmul(x, w)
            def flat_product(self, p: Tensor, q: Tensor) -> Tensor:
              return torch.mm(torch.t(torch.flatten(p, 0, -2)), torch.flatten(q, 0, -2))
            """),

    /**
     * oneDNN's, for float32 without torch.autograd. They use the processor's widest vectors whoever made it; their
     * preparations pay from some millions of multiplications on. The first factor of oneDNN's product is copied to rows: of
     * two transposed factors that is the smaller one.
     */
    ONE_DNN("""
            def dnn(self, x: Tensor, w: Tensor, b: Optional[Tensor]) -> Tensor:
              return ops.mkldnn._linear_pointwise(x, w, b, "none", annotate(List[Optional[number]], []), None)
            def linear(self, x: Tensor, w: Tensor, b: Optional[Tensor]) -> Tensor:
              if torch.numel(x) * torch.size(w, 0) < %1$d:
                y = torch.linear(x, w, b)
              else:
                y = self.dnn(x, w, b)
              return y
            def product(self, x: Tensor, w: Tensor) -> Tensor:
              if torch.numel(x) * torch.size(w, 1) < %1$d:
                y = torch.matmul(x, w)
              else:
                y = self.dnn(x, torch.t(w), None)
              return y
            def flat_product(self, p: Tensor, q: Tensor) -> Tensor:
              rows = torch.flatten(p, 0, -2)
              columns = torch.flatten(q, 0, -2)
              if torch.numel(rows) * torch.size(columns, 1) < %1$d:
                y = torch.mm(torch.t(rows), columns)
              elif torch.size(rows, 1) <= torch.size(columns, 1):
                y = self.dnn(torch.t(rows), torch.t(columns), None)
              else:
                y = torch.t(self.dnn(torch.t(columns), torch.t(rows), None))
              return y
            """.formatted(1 << 21));

    /** Per sample; below, whatever the batch, programs call the plain functions and save the question. */
    static final long SMALL = 1 << 13;

    /** As {@link #SMALL}, for programs that are called with batches of thousands. */
    static final long SMALL_IN_LARGE_BATCHES = 1 << 10;

    private final String methods;

    Kernels(String methods) {
        this.methods = methods;
    }

    /** Their text. */
    public String methods() {
        return methods;
    }
}
