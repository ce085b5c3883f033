/**
 * Tests of what only bad luck of the schedule can break. jcstress runs small races millions of
 * times and counts what came out; Lincheck compares concurrent histories with Apache's reference.
 */
package org.rpicluster.balancer.strategy;
