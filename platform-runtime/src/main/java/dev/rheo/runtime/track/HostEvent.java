package dev.rheo.runtime.track;

import dev.rheo.api.track.RunEvent;

/** An event between parts of the host, which trackers do not hear of. */
interface HostEvent extends RunEvent {}
