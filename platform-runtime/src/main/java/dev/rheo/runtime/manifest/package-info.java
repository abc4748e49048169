/**
 * From a manifest to a bound, documented value: files and overrides are read as trees, bound to option records by one
 * binder, and printed back complete. Every mistake becomes a diagnostic; all are collected.
 */
package dev.rheo.runtime.manifest;
