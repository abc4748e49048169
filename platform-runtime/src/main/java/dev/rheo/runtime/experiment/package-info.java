/**
 * An experiment between manifest and run: its components wired, its shapes and graphs known, every mistake that can be
 * seen without training already reported. Nothing here touches the engine.
 */
package dev.rheo.runtime.experiment;
