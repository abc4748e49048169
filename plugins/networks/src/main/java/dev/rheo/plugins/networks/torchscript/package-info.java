/** Networks that were written in PyTorch and saved by {@code torch.jit.save}. */
@NullMarked
package dev.rheo.plugins.networks.torchscript;

import org.jspecify.annotations.NullMarked;
