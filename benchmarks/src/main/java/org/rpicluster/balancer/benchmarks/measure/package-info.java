/** The measurements with JMH. */
@NullMarked
package org.rpicluster.balancer.benchmarks.measure;

import org.jspecify.annotations.NullMarked;
