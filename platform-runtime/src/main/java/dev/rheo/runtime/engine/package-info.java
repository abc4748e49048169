/**
 * The one door into DJL/PyTorch: the only package that sees {@code ai.djl.pytorch}. Everything native is owned by the
 * object that made it and freed when that is closed; garbage collection frees nothing.
 */
package dev.rheo.runtime.engine;
