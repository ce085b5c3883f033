/** The one form of every argument error of this project. */
@NullMarked
package org.rpicluster.balancer.check;

import org.jspecify.annotations.NullMarked;
