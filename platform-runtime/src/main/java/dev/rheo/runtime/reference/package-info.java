/** Pages about the installed components, written from what they say of themselves. */
package dev.rheo.runtime.reference;
