/**
 * What an operator may change while the program runs, as values: {@link Edit} says what, {@link
 * Edits} is whoever makes it so. Whoever asks for edits and whoever makes or keeps them meet here.
 */
@NullMarked
package org.rpicluster.balancer.vertx.edit;

import org.jspecify.annotations.NullMarked;
