/** Which flow times of a path are used. */
package dev.rheo.runtime.time;
