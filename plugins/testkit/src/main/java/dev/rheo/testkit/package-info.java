/**
 * The conformance kit: what every component of a kind has to satisfy, as rules with stable ids. A plugin's test extends
 * {@link dev.rheo.testkit.Conformance} with the rules of its kind; each rule is one JUnit test with the id in its name.
 */
@API(status = API.Status.STABLE, since = "1.0")
package dev.rheo.testkit;

import org.apiguardian.api.API;
