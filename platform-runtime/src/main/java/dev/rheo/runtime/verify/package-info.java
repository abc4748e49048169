/** What somebody wants to know of a plugin before using it: whether it loads, explains itself, and keeps its kind's rules. */
package dev.rheo.runtime.verify;
