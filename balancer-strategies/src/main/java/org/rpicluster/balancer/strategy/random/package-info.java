/** By chance alone. */
@NullMarked
package org.rpicluster.balancer.strategy.random;

import org.jspecify.annotations.NullMarked;
