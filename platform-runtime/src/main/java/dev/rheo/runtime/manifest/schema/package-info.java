/**
 * One description of a configuration record, derived from its {@code @Option}s: it drives the binder, the JSON Schema,
 * {@code describe} and the words of error messages.
 */
package dev.rheo.runtime.manifest.schema;
