/** Texts of files that rules look up, and that are read again when they change. */
@NullMarked
package org.rpicluster.balancer.program.maps;

import org.jspecify.annotations.NullMarked;
