/** By a key of the request: the same member for the same key. */
@NullMarked
package org.rpicluster.balancer.strategy.hashing;

import org.jspecify.annotations.NullMarked;
