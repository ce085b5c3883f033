/** Runs the measurements, keeps their results, and draws the table and the plots. */
@NullMarked
package org.rpicluster.balancer.benchmarks.report;

import org.jspecify.annotations.NullMarked;
