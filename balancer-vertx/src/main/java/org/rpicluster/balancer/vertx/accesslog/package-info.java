/**
 * The access log: one line for each exchange. A {@link
 * org.rpicluster.balancer.vertx.accesslog.LogFormat} makes the line, on the exchange's event loop;
 * a thread of its own writes it, so that no loop waits for a disk.
 */
@NullMarked
package org.rpicluster.balancer.vertx.accesslog;

import org.jspecify.annotations.NullMarked;
