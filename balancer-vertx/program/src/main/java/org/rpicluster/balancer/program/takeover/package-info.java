/**
 * Sockets that listen already when this process begins: of the service manager, or of a process
 * before it.
 */
@NullMarked
package org.rpicluster.balancer.program.takeover;

import org.jspecify.annotations.NullMarked;
