/** New plugin projects, written from templates. */
package dev.rheo.runtime.scaffold;
