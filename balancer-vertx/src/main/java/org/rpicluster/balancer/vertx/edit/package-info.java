/**
 * The changes that an operator may make while the program runs, as values: an {@link Edit} says
 * what is to change, an {@link Editor} makes it so. The manager, which asks for edits, and the
 * program, which makes and keeps them, meet here.
 */
@NullMarked
package org.rpicluster.balancer.vertx.edit;

import org.jspecify.annotations.NullMarked;
