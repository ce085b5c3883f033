/**
 * Regular expressions of configurations: in RE2's syntax, so that no request can make one take long
 * ({@link org.rpicluster.balancer.vertx.regex.Regex}).
 */
@NullMarked
package org.rpicluster.balancer.vertx.regex;

import org.jspecify.annotations.NullMarked;
