/**
 * Trained models inside other programs: open a run or an exported file, and draw samples from it on as many threads as
 * there are. {@link dev.rheo.runtime.embed.Rheo#open} is where to begin. Nothing here prints, exits, or keeps static state,
 * and whatever goes wrong is a {@link dev.rheo.runtime.embed.RheoException}.
 */
@API(status = API.Status.STABLE, since = "1.0")
package dev.rheo.runtime.embed;

import org.apiguardian.api.API;
