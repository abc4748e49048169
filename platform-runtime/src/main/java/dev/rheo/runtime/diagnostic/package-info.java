/**
 * What is wrong, where, why, and what to do now: the one form in which every part of the runtime reports mistakes to its
 * user. Packages contribute their codes as enums that implement {@link dev.rheo.runtime.diagnostic.DiagnosticCode}.
 */
package dev.rheo.runtime.diagnostic;
