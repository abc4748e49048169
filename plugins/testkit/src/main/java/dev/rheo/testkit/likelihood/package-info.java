/** That flows along a path have the likelihood of their data. */
@API(status = API.Status.STABLE, since = "1.0")
package dev.rheo.testkit.likelihood;

import org.apiguardian.api.API;
