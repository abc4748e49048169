/** Data of several time points: what a population looked like at each of them. */
package dev.rheo.plugins.datasets.time;
