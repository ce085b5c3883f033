/** Files that a user names: what kind each is, and reading the regular ones within a bound. */
@NullMarked
package org.rpicluster.balancer.vertx.file;

import org.jspecify.annotations.NullMarked;
