/** Which source sample goes with which datum. */
@API(status = API.Status.STABLE, since = "1.0")
package dev.rheo.api.coupling;

import org.apiguardian.api.API;
