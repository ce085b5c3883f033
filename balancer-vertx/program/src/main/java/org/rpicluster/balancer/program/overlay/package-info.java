/**
 * The changes of operators on top of a configuration, as values: {@link Overlay} of all clusters,
 * {@link ClusterOverlay} of one. It says what a cluster is to be; it knows nothing of clusters that
 * run.
 */
@NullMarked
package org.rpicluster.balancer.program.overlay;

import org.jspecify.annotations.NullMarked;
