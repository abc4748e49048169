/** Built-in network architectures. */
package dev.rheo.plugins.networks;
