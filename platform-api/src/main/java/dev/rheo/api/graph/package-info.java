/**
 * Typed tensor graphs: what networks, losses and optimizer updates are written in. A graph is plain data; nothing in this
 * package touches the engine. Shapes are checked while the graph is written, with one symbolic batch dimension B.
 *
 * <p>Letters: {@code x} a network input, {@code t} flow time (0 source, 1 data), {@code y} an operation's result.
 */
@API(status = API.Status.STABLE, since = "1.0")
package dev.rheo.api.graph;

import org.apiguardian.api.API;
