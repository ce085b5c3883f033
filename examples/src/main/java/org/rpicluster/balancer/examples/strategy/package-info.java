/**
 * A strategy of one's own: the class, one line in {@code
 * META-INF/services/org.rpicluster.balancer.pick.Strategy} for the class path, and one {@code
 * provides} for modules. It then has its name in configurations.
 */
@NullMarked
package org.rpicluster.balancer.examples.strategy;

import org.jspecify.annotations.NullMarked;
