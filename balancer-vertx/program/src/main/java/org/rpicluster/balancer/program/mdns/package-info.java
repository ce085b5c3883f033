/**
 * Multicast DNS on one interface, in which any machine may say anything: {@link
 * org.rpicluster.balancer.program.mdns.MdnsNetwork}.
 */
@NullMarked
package org.rpicluster.balancer.program.mdns;

import org.jspecify.annotations.NullMarked;
