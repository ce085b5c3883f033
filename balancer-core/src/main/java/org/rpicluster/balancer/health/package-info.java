/** The health of members: what traffic and probes found out, and what follows from it. */
@NullMarked
package org.rpicluster.balancer.health;

import org.jspecify.annotations.NullMarked;
