/** Putting plugins into a plugins folder, and taking them out again. */
package dev.rheo.runtime.install;
