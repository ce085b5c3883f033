/** Faults of the code that an embedder brings are contained: they harm nothing but themselves. */
@NullMarked
package org.rpicluster.balancer.fault;

import org.jspecify.annotations.NullMarked;
