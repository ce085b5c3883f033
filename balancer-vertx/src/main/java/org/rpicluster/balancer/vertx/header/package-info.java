/**
 * Changes of fields that may ask what is known of an exchange: values with variables, conditions,
 * Apache's expressions. Nothing here knows a route or a member.
 */
@NullMarked
package org.rpicluster.balancer.vertx.header;

import org.jspecify.annotations.NullMarked;
