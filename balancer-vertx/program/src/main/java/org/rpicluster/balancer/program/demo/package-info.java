/**
 * The members of the demonstration: small web servers with identical content, in the balancer's own
 * process, so that a whole cluster can be looked at with one command.
 */
@NullMarked
package org.rpicluster.balancer.program.demo;

import org.jspecify.annotations.NullMarked;
