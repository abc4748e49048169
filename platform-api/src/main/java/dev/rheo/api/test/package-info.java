/** What tests of plugins compile and run graphs with, without seeing the engine. */
@API(status = API.Status.STABLE, since = "1.0")
package dev.rheo.api.test;

import org.apiguardian.api.API;
