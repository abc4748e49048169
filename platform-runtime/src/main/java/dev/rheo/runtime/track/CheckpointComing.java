package dev.rheo.runtime.track;

/**
 * A checkpoint is about to be written. What must be on disk before it (metrics of earlier steps, which a resumed run does
 * not write again) is synced now.
 */
public record CheckpointComing(long step) implements HostEvent {}
