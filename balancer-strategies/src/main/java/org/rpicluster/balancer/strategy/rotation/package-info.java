/**
 * Taking turns: the account of credits, who is next by it, and the order written down as a table.
 */
@NullMarked
package org.rpicluster.balancer.strategy.rotation;

import org.jspecify.annotations.NullMarked;
