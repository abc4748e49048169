/**
 * From a trained model to samples: the solve loops (grid, step-size control, memory, counting) around the step rules
 * that solver plugins give.
 */
package dev.rheo.runtime.sample;
