/**
 * Trained models that describe themselves: parameters together with all that sampling has to know, read from a run
 * directory. Nothing here needs plugins, the training data or the engine.
 */
package dev.rheo.runtime.model;
