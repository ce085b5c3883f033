/**
 * The probes that members are asked apart from requests: whether a connection stands, whether TLS
 * does, whether an answer is a good one. When, and what follows, is the library's business: {@code
 * org.rpicluster.balancer.health}.
 *
 * <p>{@link ProbeRequest} is what is asked, {@link MemberProbe} asks it, and {@code ProbeRun} is
 * one asking on its way.
 */
@NullMarked
package org.rpicluster.balancer.vertx.probe;

import org.jspecify.annotations.NullMarked;
