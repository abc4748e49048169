/** What flows start from (t = 0): noise, or another data set. */
package dev.rheo.plugins.datasets.source;
