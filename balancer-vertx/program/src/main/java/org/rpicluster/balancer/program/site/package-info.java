/**
 * Site updates: what a published version is ({@link
 * org.rpicluster.balancer.program.site.Manifest}), which names its files may have, how it is
 * signed, and how files get onto a disk so that a power cut leaves the old or the new. {@code
 * publish} writes versions, {@code pull} reads them, {@code serve} serves their files.
 */
@NullMarked
package org.rpicluster.balancer.program.site;

import org.jspecify.annotations.NullMarked;
