/** What the stages, the tunnels and the upstream leg need of an event loop beyond Netty's own. */
@NullMarked
package org.rpicluster.balancer.vertx.loop;

import org.jspecify.annotations.NullMarked;
