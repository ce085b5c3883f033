/**
 * A running balancer's manager, as the commands of another process ask it ({@link
 * org.rpicluster.balancer.program.managerclient.ManagerClient}).
 */
@NullMarked
package org.rpicluster.balancer.program.managerclient;

import org.jspecify.annotations.NullMarked;
