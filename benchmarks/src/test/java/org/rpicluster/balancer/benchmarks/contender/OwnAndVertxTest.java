package org.rpicluster.balancer.benchmarks.contender;

/** Our strategies, the frame and Vert.x. */
class OwnAndVertxTest extends ContenderContract {}
