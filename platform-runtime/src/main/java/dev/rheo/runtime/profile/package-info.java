/** Where the time of a training goes: measured only on request. */
package dev.rheo.runtime.profile;
