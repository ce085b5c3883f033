/**
 * The sources at which members announce themselves: a {@code MemberSource} for each kind, made by
 * {@link org.rpicluster.balancer.program.discovery.source.MemberSources}.
 */
@NullMarked
package org.rpicluster.balancer.program.discovery.source;

import org.jspecify.annotations.NullMarked;
