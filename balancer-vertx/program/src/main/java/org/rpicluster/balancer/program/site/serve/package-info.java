/**
 * {@code serve}, and {@code files} of a route: a small static server, correct in what RFC 9110 asks
 * of one ({@link org.rpicluster.balancer.program.site.serve.StaticSite}). A site that {@code pull}
 * switches is served as it is at each request.
 */
@NullMarked
package org.rpicluster.balancer.program.site.serve;

import org.jspecify.annotations.NullMarked;
