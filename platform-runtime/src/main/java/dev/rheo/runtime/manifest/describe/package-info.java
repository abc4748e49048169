/** Components and manifests described for readers and editors: tables, {@code describe}, JSON Schema. */
package dev.rheo.runtime.manifest.describe;
