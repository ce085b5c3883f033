/**
 * The state that outlives the program: operators' edits, and what was counted and learnt of
 * members, in one file that is whole at any moment.
 */
@NullMarked
package org.rpicluster.balancer.program.state;

import org.jspecify.annotations.NullMarked;
