package org.rpicluster.balancer.program.discovery.source;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import io.vertx.core.AsyncResult;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.program.config.DiscoverySettings;
import org.rpicluster.balancer.program.discovery.MemberSource;

/**
 * The members that a name server knows: SRV records of a name that begins with an underscore, else
 * its addresses. It is asked again when the first of its answers has run out; an answer that does
 * not come, or is an error, changes nothing. One query a record, on one event loop. RFC 2782, RFC
 * 2308 for how long an answer holds.
 */
final class DnsSource implements MemberSource {

  private final DiscoverySettings settings;
  private final Consumer<String> faults;
  private final EventLoop loop;
  private final DnsQueries queries;

  // On the event loop.
  private @Nullable ScheduledFuture<?> next;
  private boolean isClosed;

  DnsSource(Vertx vertx, DiscoverySettings settings, Consumer<String> faults) {
    this.settings = settings;
    this.faults = faults;
    VertxInternal internal = (VertxInternal) vertx;
    loop = internal.nettyEventLoopGroup().next();
    queries = new DnsQueries(internal, loop, settings.servers());
  }

  @Override
  public void begin(Consumer<List<Member>> found) {
    loop.execute(() -> look(found));
  }

  private void look(Consumer<List<Member>> found) {
    if (isClosed) {
      return;
    }
    new DnsLookup(settings, queries).find().onComplete(done -> looked(done, found));
  }

  private void looked(AsyncResult<DnsMembers> done, Consumer<List<Member>> found) {
    Duration holds = settings.bounds().ttlMin();
    if (done.succeeded()) {
      holds = settings.bounds().holds(done.result().ttl());
      found.accept(done.result().members());
    } else {
      faults.accept("is not answered: members stay as they are");
    }
    if (!isClosed) {
      next = loop.schedule(() -> look(found), holds.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  @Override
  public void close() {
    loop.execute(
        () -> {
          isClosed = true;
          if (next != null) {
            next.cancel(false);
          }
          queries.close();
        });
  }
}
