package org.rpicluster.balancer.program.discovery.source;

import java.time.Duration;
import java.util.List;
import org.rpicluster.balancer.member.Member;

/**
 * The members that a name server has told. Immutable.
 *
 * @param ttl how long it holds
 */
record DnsMembers(List<Member> members, Duration ttl) {}
