/**
 * Closed forms that components are compared with: Gaussian mixtures, Gaussian transport, and the exact marginal fields
 * of affine paths between them. Everything is float64; vectors are arrays, matrices arrays of rows.
 */
@API(status = API.Status.STABLE, since = "1.0")
package dev.rheo.testkit.oracle;

import org.apiguardian.api.API;
