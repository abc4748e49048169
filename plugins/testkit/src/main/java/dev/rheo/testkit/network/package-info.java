/** What every network architecture has to satisfy. */
@API(status = API.Status.STABLE, since = "1.0")
package dev.rheo.testkit.network;

import org.apiguardian.api.API;
