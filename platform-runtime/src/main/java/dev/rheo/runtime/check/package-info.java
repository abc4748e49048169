/**
 * Whether the components of an experiment fit together, decided from their traits before anything is constructed, and in
 * words that name who needs what, why, who fails to give it, and which installed change would mend it.
 */
package dev.rheo.runtime.check;
