/**
 * Everything that a run writes to disk and reads back: run directories, checkpoints, weights, samples and logs.
 *
 * <p>Two rules hold throughout. A file that others may read is written under a temporary name beside its place, synced and
 * renamed, so that a reader sees the old content or the new and never a part ({@link dev.rheo.runtime.store.AtomicFiles}).
 * What is read is checked before it is believed, and what fails says so in one {@link dev.rheo.runtime.store.StoreException}.
 *
 * <p>Nothing here reacts to thread interruption: Ctrl-C interrupts a training thread, and that is just when a checkpoint
 * must still be written (an interrupted {@code FileChannel} would close itself instead).
 */
package dev.rheo.runtime.store;
