/** The built-in trackers. */
package dev.rheo.plugins.trackers;
