package org.rpicluster.balancer.vertx.manager;

import org.rpicluster.balancer.vertx.proxy.LocalExchange;

/**
 * One request to the manager, and what its path names. On the request's event loop.
 *
 * @param exchange the request and its answer
 * @param cluster the name in the path, empty if there is none
 * @param member the id in the path, empty if there is none
 * @param edit the number of an edit in the path, empty if there is none
 */
record ManagerCall(LocalExchange exchange, String cluster, String member, String edit) {}
