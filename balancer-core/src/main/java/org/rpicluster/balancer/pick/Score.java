package org.rpicluster.balancer.pick;

/**
 * The number of one candidate in a strategy's own account, for people to look at. Immutable.
 *
 * @param candidate who
 * @param name what is counted: {@code credit}, {@code load} …
 * @param value how much
 */
public record Score(Candidate candidate, String name, double value) {}
