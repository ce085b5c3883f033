/** Users and the hashes of their passwords, in files as {@code htpasswd} writes them. */
@NullMarked
package org.rpicluster.balancer.program.login;

import org.jspecify.annotations.NullMarked;
