/**
 * The conformance rules of couplings, C1 to C10. Which of them apply follows from the traits that a
 * coupling claims, so a claim that does not hold fails the rule that defines it.
 */
@API(status = API.Status.STABLE, since = "1.0")
package dev.rheo.testkit.coupling;

import org.apiguardian.api.API;
