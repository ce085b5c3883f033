/**
 * {@code publish}: makes an archive and a manifest of a folder, in a directory that any web server
 * serves ({@link org.rpicluster.balancer.program.site.publish.Publisher}).
 */
@NullMarked
package org.rpicluster.balancer.program.site.publish;

import org.jspecify.annotations.NullMarked;
