package org.rpicluster.balancer.vertx.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.netty.channel.DefaultEventLoop;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.pick.Candidate;
import org.rpicluster.balancer.vertx.http.codec.Head;
import org.rpicluster.balancer.vertx.tunnel.TunnelEnd;
import org.rpicluster.balancer.vertx.upstream.Upstream.Connection;
import org.rpicluster.balancer.vertx.upstream.UpstreamFailure.Kind;

class PooledUpstreamTest {

  private final EventLoop one = new DefaultEventLoop();
  private final EventLoop two = new DefaultEventLoop();
  private final List<Pool> pools = new CopyOnWriteArrayList<>();
  private final PooledUpstream upstream = new PooledUpstream(Pool::new, 4);
  private final Told told = new Told();

  @AfterEach
  void stop() {
    one.shutdownGracefully(0, 0, TimeUnit.SECONDS);
    two.shutdownGracefully(0, 0, TimeUnit.SECONDS);
  }

  private void open(EventLoop loop, String url) throws Exception {
    Candidate none = Candidate.NONE;
    Candidate candidate =
        new Candidate(0, Member.of(url), none.counters(), none.health(), none.eligibility());
    loop.submit(() -> upstream.open(candidate, Connection.KEPT_OR_NEW, loop, told))
        .get(20, TimeUnit.SECONDS);
  }

  private void close() throws Exception {
    upstream.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  @Test
  void everyLoop_hasItsOwnPool_andAllShareTheMembersLimit() throws Exception {
    open(one, "http://a.test:80");
    open(two, "http://a.test:80");
    open(one, "http://a.test:80");
    assertThat(pools).hasSize(2);
    assertThat(pools.get(0).limit).isSameAs(pools.get(1).limit);
  }

  /** One loop may still see the member where it was. */
  @Test
  void memberThatMoves_hasOneLimitAtEachPlace_howeverTheLoopsTakeTurns() throws Exception {
    open(one, "http://b.test:80");
    open(two, "http://a.test:80");
    open(one, "http://a.test:80");
    open(two, "http://b.test:80");
    assertThat(pools).hasSize(4);
    assertThat(pools.get(3).limit).isSameAs(pools.get(0).limit);
    assertThat(pools.get(2).limit).isSameAs(pools.get(1).limit).isNotSameAs(pools.get(0).limit);
  }

  @Test
  void close_reachesWhatAMemberThatHasMovedStillUses() throws Exception {
    open(one, "http://a.test:80");
    open(one, "http://b.test:80");
    assertThat(pools.get(0).retired).isTrue();
    assertThat(pools.get(0).closed).isFalse();
    close();
    assertThat(pools).hasSize(2).allMatch(pool -> pool.closed);
  }

  @Test
  void poolsThatAreEmpty_areForgottenOnceTheirMemberHasMoved() throws Exception {
    open(one, "http://a.test:80");
    pools.get(0).empty = true;
    open(one, "http://b.test:80");
    open(one, "http://c.test:80");
    close();
    assertThat(pools.get(0).closed).isFalse();
    assertThat(pools.get(1).closed).isTrue();
  }

  @Test
  void closedLeg_opensNothing() throws Exception {
    close();
    open(one, "http://a.test:80");
    assertThat(pools).isEmpty();
    assertThat(told.failures)
        .extracting(UpstreamFailure::kind, UpstreamFailure::untouched)
        .containsExactly(tuple(Kind.NO_CONNECTION, true));
  }

  /** It was asked for by a caller that did not know yet. */
  @Test
  void closedLeg_opensNothing_alsoOnALoopThatHasConnections() throws Exception {
    open(one, "http://a.test:80");
    close();
    open(one, "http://b.test:80");
    assertThat(pools).singleElement().matches(pool -> pool.closed);
    assertThat(told.failures).hasSize(1);
  }

  private final class Pool implements MemberPool {
    private final Member member;
    private final ConnectionLimit limit;
    private volatile boolean retired;
    private volatile boolean closed;
    private volatile boolean empty;

    Pool(Member member, EventLoop loop, ConnectionLimit limit) {
      this.member = member;
      this.limit = limit;
      pools.add(this);
    }

    @Override
    public Opening open(Connection connection, UpstreamListener listener) {
      return Opening.NONE;
    }

    @Override
    public boolean leadTo(Member other) {
      return member.url().equals(other.url());
    }

    @Override
    public void closeIdle() {}

    @Override
    public void retire() {
      retired = true;
    }

    @Override
    public boolean isEmpty() {
      return empty;
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  private static final class Told implements UpstreamListener {
    private final List<UpstreamFailure> failures = new ArrayList<>();

    @Override
    public void connected(UpstreamExchange exchange) {}

    @Override
    public void interim(Head upstreamResponse) {}

    @Override
    public void head(Head upstreamResponse) {}

    @Override
    public void switched(Head upstreamResponse, TunnelEnd member) {}

    @Override
    public void failed(UpstreamFailure failure) {
      failures.add(failure);
    }
  }
}
