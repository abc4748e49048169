/**
 * Trained models as single files for other programs: TorchScript, safetensors, NPZ. Each holds the parameters under the
 * network's names and {@code rheo.json}, the rest of a {@link dev.rheo.runtime.model.SavedModel}; the first two are opened
 * again by {@link dev.rheo.runtime.export.ExportedModels}.
 */
package dev.rheo.runtime.export;
