/** Who hears of a run: the console, the metrics log and tracker plugins. */
package dev.rheo.runtime.track;
