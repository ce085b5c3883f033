/**
 * Access to routes: a tree of requirements that is asked of each request, and users with passwords.
 * No name is looked up, and nothing here waits but the check of a password.
 */
@NullMarked
package org.rpicluster.balancer.vertx.access;

import org.jspecify.annotations.NullMarked;
