/** The training loop: minibatches in, parameters and checkpoints out. */
package dev.rheo.runtime.train;
