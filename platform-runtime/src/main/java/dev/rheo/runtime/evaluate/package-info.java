/** Metrics on a trained model: what they look at, and what became of each. */
package dev.rheo.runtime.evaluate;
