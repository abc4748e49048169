package dev.rheo.runtime.program;

/** Which kernels a program's operations are written with. */
enum Kernels {
    /** Those of PyTorch 1.13, for programs that leave this engine. */
    PORTABLE,
    /** Those that torch.autograd can differentiate. */
    DIFFERENTIABLE,
    /** The fastest that the engine has. */
    FASTEST
}
