/**
 * The running program ({@link org.rpicluster.balancer.program.Program}): listeners, start and stop,
 * and the reload of its configuration. An embedder of the proxy needs none of it.
 */
@NullMarked
package org.rpicluster.balancer.program;

import org.jspecify.annotations.NullMarked;
