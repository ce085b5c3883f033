/**
 * The front door of the library: {@link Balancer} picks a member for each request, {@link Lease} is
 * the hold on it.
 *
 * <pre>{@code
 * Balancer balancer =
 *     Balancer.builder("rpicluster", Strategies.byRequests())
 *         .member(Member.of("http://192.168.1.101"))
 *         .member(Member.at("http://192.168.1.102").weight(2.5).build())
 *         .build();
 *
 * try (Lease lease = balancer.acquire()) {
 *   call(lease.member().url());
 *   lease.complete(Outcome.SUCCESS);
 * }
 * }</pre>
 */
@NullMarked
package org.rpicluster.balancer;

import org.jspecify.annotations.NullMarked;
