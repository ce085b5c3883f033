/**
 * The rules about single parts of a message's head: request target, Host, fields of one hop, and
 * the fields in which proxies say who was before them. Stateless throughout.
 */
@NullMarked
package org.rpicluster.balancer.vertx.http;

import org.jspecify.annotations.NullMarked;
