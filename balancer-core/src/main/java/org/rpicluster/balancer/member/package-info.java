/**
 * A member of a cluster: who it is and how it is set up ({@link Member}, immutable), and what it
 * has done so far ({@link MemberCounters}, live).
 */
@NullMarked
package org.rpicluster.balancer.member;

import org.jspecify.annotations.NullMarked;
