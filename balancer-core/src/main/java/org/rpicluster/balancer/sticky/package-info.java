/**
 * Sticky requests: where the route is read from that names a session's member, and how it is
 * written. Pure functions of text; who serves a route is {@code Candidates}' to say.
 */
@NullMarked
package org.rpicluster.balancer.sticky;

import org.jspecify.annotations.NullMarked;
