/** What the system says went wrong, known by its number; and when the heap is used up. */
@NullMarked
package org.rpicluster.balancer.vertx.fault;

import org.jspecify.annotations.NullMarked;
