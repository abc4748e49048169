/** A run from beginning to end: train, sample, evaluate, report, and everything it leaves on disk. */
package dev.rheo.runtime.run;
