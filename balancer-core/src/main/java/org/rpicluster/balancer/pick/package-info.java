/**
 * Choosing: what a strategy is given and what it answers.
 *
 * <p>Two sides meet here. The <em>control side</em> changes the cluster: it makes a new immutable
 * {@link Candidates} and tells the {@link Picker}, one change at a time, under the balancer's lock.
 * The <em>data side</em> picks: from any thread, many at once, without waiting for the control
 * side. A {@link Strategy} describes how to choose; its {@link Picker} lives as long as the
 * cluster, so what it has counted survives every change.
 *
 * <p>Who is eligible at all is worked out once for each change, by {@link EligibilityRules}; no
 * strategy asks about roles, sets, states or health.
 */
@NullMarked
package org.rpicluster.balancer.pick;

import org.jspecify.annotations.NullMarked;
