/**
 * The service manager that has started this process, if one has: it is told how the program is, and
 * sockets are taken from it that it has opened. sd_notify(3), sd_listen_fds(3), without their
 * library.
 */
@NullMarked
package org.rpicluster.balancer.program.systemd;

import org.jspecify.annotations.NullMarked;
