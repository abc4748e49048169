/** The rules without a test class: what {@code rheo plugins verify} examines components with. */
@API(status = API.Status.INTERNAL, since = "1.0")
package dev.rheo.testkit.quick;

import org.apiguardian.api.API;
