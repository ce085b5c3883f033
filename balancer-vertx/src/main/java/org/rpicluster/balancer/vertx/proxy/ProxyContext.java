package org.rpicluster.balancer.vertx.proxy;

import java.util.function.BooleanSupplier;
import org.rpicluster.balancer.fault.RecurringFaults;
import org.rpicluster.balancer.time.Ticker;
import org.rpicluster.balancer.vertx.forwarded.ClientRules;

/**
 * The context that all exchanges of a proxy share. Any thread.
 *
 * @param rules what holds for every client
 * @param ticker the clocks
 * @param ownFaults says in the log what went wrong by a fault of the proxy's own
 * @param memberFaults says there what members did wrong
 * @param settle ends exchanges
 * @param leaving whether the proxy is to stop
 * @param compressors how many answers are compressed at a time
 * @param heads are lent to exchanges for their members
 * @param parts are lent to exchanges
 */
record ProxyContext(
    ClientRules rules,
    Ticker ticker,
    RecurringFaults ownFaults,
    MemberFaults memberFaults,
    Settle settle,
    BooleanSupplier leaving,
    Compressors compressors,
    ObjectPool<UpstreamHead> heads,
    ObjectPool<ExchangeParts> parts) {

  ProxyContext(
      ClientRules rules,
      Ticker ticker,
      RecurringFaults ownFaults,
      MemberFaults memberFaults,
      Settle settle,
      BooleanSupplier leaving) {
    this(
        rules,
        ticker,
        ownFaults,
        memberFaults,
        settle,
        leaving,
        new Compressors(),
        new ObjectPool<>(UpstreamHead::new),
        new ObjectPool<>(ExchangeParts::new));
  }
}
