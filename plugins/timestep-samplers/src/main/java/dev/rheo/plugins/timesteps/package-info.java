/** The built-in timestep samplers; times are flow times (t = 0 source, t = 1 data). */
package dev.rheo.plugins.timesteps;
