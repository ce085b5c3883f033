/** What the end-to-end tests need: a proxy on a free port, scripted members, and a raw client. */
@NullMarked
package org.rpicluster.balancer.vertx.kit;

import org.jspecify.annotations.NullMarked;
