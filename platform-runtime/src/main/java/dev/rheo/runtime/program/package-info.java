/**
 * From graphs to program text: inlining, reverse-mode differentiation, layout of θ, and printing as TorchScript. Pure
 * text and graphs; needs no engine.
 *
 * <p>Letters: {@code y} a node's result, {@code g} the cotangent of {@code y}, {@code p} the flat parameter vector θ.
 */
package dev.rheo.runtime.program;
