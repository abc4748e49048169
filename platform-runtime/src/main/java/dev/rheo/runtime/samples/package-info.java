/** Samples as files, written as they are drawn: whatever their number, memory stays the same. */
package dev.rheo.runtime.samples;
