/** Update rules on the flat parameter vector, and learning-rate schedules. */
@API(status = API.Status.STABLE, since = "1.0")
package dev.rheo.api.optimize;

import org.apiguardian.api.API;
