/** What becomes of faults of the code that an embedder brings: they harm nothing but themselves. */
@NullMarked
package org.rpicluster.balancer.fault;

import org.jspecify.annotations.NullMarked;
