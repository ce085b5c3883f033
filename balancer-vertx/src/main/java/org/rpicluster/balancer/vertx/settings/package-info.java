/**
 * The table of what can be set, which every front end reads and writes by and the documents are
 * tested against: a {@link org.rpicluster.balancer.vertx.settings.TableRow} has a name, a type with
 * its range, a default and a meaning. With it the settings of clients and listeners ({@link
 * org.rpicluster.balancer.vertx.settings.ClientLimits}, {@link
 * org.rpicluster.balancer.vertx.settings.ListenerSettings}), and how sizes and durations read.
 */
@NullMarked
package org.rpicluster.balancer.vertx.settings;

import org.jspecify.annotations.NullMarked;
