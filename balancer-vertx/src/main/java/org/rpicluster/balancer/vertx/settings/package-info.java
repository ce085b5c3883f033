/**
 * What can be set for clients and for the listeners where they connect, with its ranges and
 * defaults: {@link org.rpicluster.balancer.vertx.settings.ClientLimits}, {@link
 * org.rpicluster.balancer.vertx.settings.ListenerSettings}; and how sizes and durations read.
 */
@NullMarked
package org.rpicluster.balancer.vertx.settings;

import org.jspecify.annotations.NullMarked;
