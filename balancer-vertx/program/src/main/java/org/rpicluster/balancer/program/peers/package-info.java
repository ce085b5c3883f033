/**
 * The settings that several balancers share, as values: each setting that operators have edited is
 * a {@link org.rpicluster.balancer.program.peers.Register}, all of them are {@link
 * org.rpicluster.balancer.program.peers.SharedSettings}. Merging them knows no order, no clock and
 * no network: docs/two-balancers.md has the rules as a table.
 */
@NullMarked
package org.rpicluster.balancer.program.peers;

import org.jspecify.annotations.NullMarked;
