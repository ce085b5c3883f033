/**
 * Apache's three methods and the frame around them as its source has them, rule by rule: written to
 * be compared with that source by eye, not to be fast. A strategy that claims to choose as Apache
 * does compares himself with these.
 */
package org.rpicluster.balancer.pick.reference;
