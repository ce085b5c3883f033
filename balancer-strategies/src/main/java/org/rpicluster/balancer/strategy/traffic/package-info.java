/** By the bytes carried: all of them, or those of late. */
@NullMarked
package org.rpicluster.balancer.strategy.traffic;

import org.jspecify.annotations.NullMarked;
