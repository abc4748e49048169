/** The built-in probability paths; times are flow times (t = 0 source, t = 1 data). */
package dev.rheo.plugins.paths;
