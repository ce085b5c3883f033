/**
 * The account of the memory that clients can make this program hold: {@link
 * org.rpicluster.balancer.vertx.memory.MemoryAccount} is the bound, {@link
 * org.rpicluster.balancer.vertx.memory.MemoryShare} one kind of holder, {@link
 * org.rpicluster.balancer.vertx.memory.MemoryCharge} what one holder holds.
 */
@NullMarked
package org.rpicluster.balancer.vertx.memory;

import org.jspecify.annotations.NullMarked;
