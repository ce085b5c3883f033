/**
 * A class-data archive of the program, with which a start takes about half the time: {@link
 * org.rpicluster.balancer.program.archive.ClassArchive} makes it, of what a {@link
 * org.rpicluster.balancer.program.archive.Rehearsal} has had the program load.
 */
@NullMarked
package org.rpicluster.balancer.program.archive;

import org.jspecify.annotations.NullMarked;
