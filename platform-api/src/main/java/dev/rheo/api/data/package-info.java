/**
 * Where samples come from: data sets and source distributions, as rows in host memory (float32, row-major; images
 * channels first).
 */
@API(status = API.Status.STABLE, since = "1.0")
package dev.rheo.api.data;

import org.apiguardian.api.API;
