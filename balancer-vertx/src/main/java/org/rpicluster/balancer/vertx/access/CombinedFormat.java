package org.rpicluster.balancer.vertx.access;

/** Apache's combined format. */
final class CombinedFormat {}
