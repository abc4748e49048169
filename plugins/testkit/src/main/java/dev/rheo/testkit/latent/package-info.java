/** What every autoencoder has to satisfy. */
@API(status = API.Status.EXPERIMENTAL, since = "1.0")
package dev.rheo.testkit.latent;

import org.apiguardian.api.API;
