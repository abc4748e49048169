/**
 * Probability paths p_t between source (t = 0) and data (t = 1).
 *
 * <p>Letters: x1 is a datum, x0 a source sample, ε standard normal noise that belongs to the path alone, and
 * x_t = a(t) x1 + b(t) x0 + s(t) ε. A prime (in code: a leading d) is the derivative by flow time.
 */
@API(status = API.Status.STABLE, since = "1.0")
package dev.rheo.api.path;

import org.apiguardian.api.API;
