package dev.rheo.runtime.track;

/** Training has come to its end, and its last checkpoint is on disk: what is left can be had again from there. */
public record Trained(long step) implements HostEvent {}
