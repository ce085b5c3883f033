/**
 * Members that announce themselves, as values: which were found, what is taken of what is
 * announced, and what becomes of those that vanish.
 */
@NullMarked
package org.rpicluster.balancer.program.discovery;

import org.jspecify.annotations.NullMarked;
