/** What traffic and probes found out about a member, and what follows from it. */
@NullMarked
package org.rpicluster.balancer.health;

import org.jspecify.annotations.NullMarked;
