/** Rules for data sets (D…) and source distributions (Q…, after q0, the law at t = 0). */
@API(status = API.Status.STABLE, since = "1.0")
package dev.rheo.testkit.data;

import org.apiguardian.api.API;
