/** Rules for metrics (M…, numbered as in the reference where it has them) and an evaluation made of arrays. */
@API(status = API.Status.STABLE, since = "1.0")
package dev.rheo.testkit.metric;

import org.apiguardian.api.API;
