/**
 * An address that two balancers share, by keepalived: {@link
 * org.rpicluster.balancer.program.vip.VipSettings} is what is wanted, {@link
 * org.rpicluster.balancer.program.vip.KeepalivedText} the configuration that does it, {@link
 * org.rpicluster.balancer.program.vip.KeepalivedReview} looks at one that there is.
 */
@NullMarked
package org.rpicluster.balancer.program.vip;

import org.jspecify.annotations.NullMarked;
