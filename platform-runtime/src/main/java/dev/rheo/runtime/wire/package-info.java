/**
 * From bound configurations to components: one Guice root injector per run, every component bound to its class and
 * built by constructor injection. Guice's own messages never leave this package.
 */
package dev.rheo.runtime.wire;
