/** What a cluster may be asked at most: how often again, and by how many that wait for it. */
@NullMarked
package org.rpicluster.balancer.limit;

import org.jspecify.annotations.NullMarked;
