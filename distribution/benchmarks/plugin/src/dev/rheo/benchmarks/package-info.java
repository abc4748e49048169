/** Components that only the benchmarks need: small, and written for one comparison each. */
package dev.rheo.benchmarks;
