/** How good samples are: metrics on host arrays, each reported beside the floor that sampling noise alone sets. */
@API(status = API.Status.STABLE, since = "1.0")
package dev.rheo.api.evaluate;

import org.apiguardian.api.API;
