/** Finding, checking and loading plugins: from directories of jars to the immutable {@link Catalogue}. */
package dev.rheo.runtime.plugin;
