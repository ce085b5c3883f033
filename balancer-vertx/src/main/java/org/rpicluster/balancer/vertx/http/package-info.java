/**
 * The rules about single parts of a message's head: request target, Host, fields of one hop, and
 * the fields in which proxies say who was before them, all of it stateless; and {@link
 * org.rpicluster.balancer.vertx.http.Fields}, the one view through which stages read and write
 * fields.
 */
@NullMarked
package org.rpicluster.balancer.vertx.http;

import org.jspecify.annotations.NullMarked;
