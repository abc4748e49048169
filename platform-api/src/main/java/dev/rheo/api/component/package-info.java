/**
 * What a component is: one class, one configuration record, and the traits by which the host decides whether
 * components fit together before anything runs.
 */
@API(status = API.Status.STABLE, since = "1.0")
package dev.rheo.api.component;

import org.apiguardian.api.API;
