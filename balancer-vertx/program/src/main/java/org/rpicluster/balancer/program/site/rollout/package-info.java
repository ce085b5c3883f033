/**
 * {@code rollout}: brings the members of a cluster to a version one after the other, while the
 * others serve ({@link org.rpicluster.balancer.program.site.rollout.Rollout}).
 */
@NullMarked
package org.rpicluster.balancer.program.site.rollout;

import org.jspecify.annotations.NullMarked;
