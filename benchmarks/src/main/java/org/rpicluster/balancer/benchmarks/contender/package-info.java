/**
 * The contenders, and the terms of their race: a {@link
 * org.rpicluster.balancer.benchmarks.contender.Contender} is one way to choose members, of ours or
 * of a {@link org.rpicluster.balancer.benchmarks.contender.Peer}.
 */
@NullMarked
package org.rpicluster.balancer.benchmarks.contender;

import org.jspecify.annotations.NullMarked;
