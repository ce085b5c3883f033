/**
 * The balancer manager: one page for people and one JSON interface for programs, from the same
 * views of the same snapshot. It shows, and has edits made by an {@code Editor}; it is mounted as a
 * handler on a path of the server.
 */
@NullMarked
package org.rpicluster.balancer.vertx.manager;

import org.jspecify.annotations.NullMarked;
