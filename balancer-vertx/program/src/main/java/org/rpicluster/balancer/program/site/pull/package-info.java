/**
 * {@code pull}: fetches a version, checks all of it, and switches to it at once ({@link
 * org.rpicluster.balancer.program.site.pull.Puller}). What is served is whole at any moment,
 * whenever the process or the power goes.
 */
@NullMarked
package org.rpicluster.balancer.program.site.pull;

import org.jspecify.annotations.NullMarked;
