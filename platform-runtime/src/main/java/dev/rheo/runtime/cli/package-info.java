/** The command line: {@code bin/rheo}. Results go to standard output, progress and messages to standard error. */
package dev.rheo.runtime.cli;
