/** Parts of several strategies: draws by weight, a short lock, state kept by slot, options. */
@NullMarked
package org.rpicluster.balancer.strategy.parts;

import org.jspecify.annotations.NullMarked;
