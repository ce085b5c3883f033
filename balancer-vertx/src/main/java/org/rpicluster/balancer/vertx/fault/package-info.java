/** The errors of the system, known by their numbers; and the end of the heap. */
@NullMarked
package org.rpicluster.balancer.vertx.fault;

import org.jspecify.annotations.NullMarked;
