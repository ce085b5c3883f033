package org.rpicluster.balancer.vertx.access;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import com.google.common.net.InetAddresses;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import org.rpicluster.balancer.time.Ticker;

/**
 * Slows down those who guess passwords: after {@value #FREE} wrong ones in a row an address waits a
 * second before the next is looked at, and twice as long after each one more, up to a minute. Of
 * IPv6 a whole /64 waits, which is what one client has. O(1) each; {@value #ADDRESSES_MAX}
 * addresses are known, some 200 bytes each, for a quarter of an hour. Any thread. NIST SP 800-63B
 * §5.2.2.
 */
public final class LoginThrottle {

  /** More than people mistype. */
  private static final int FREE = 5;

  /** 2^6 s is the longest pause: 1,440 guesses a day and address. */
  private static final int DOUBLED_MAX = 6;

  private static final int ADDRESSES_MAX = 4096;

  private static final Duration KNOWN = Duration.ofMinutes(15);

  /** What is shared by all addresses of one client of IPv6, in bytes. */
  private static final int PREFIX_BYTES = 8;

  private final Ticker ticker;
  private final Cache<String, Failures> byAddress;

  /** With no failure yet. */
  public LoginThrottle(Ticker ticker) {
    this.ticker = ticker;
    byAddress =
        CacheBuilder.newBuilder()
            .maximumSize(ADDRESSES_MAX)
            .expireAfterWrite(KNOWN)
            .ticker(nanosOf(ticker))
            .build();
  }

  private static com.google.common.base.Ticker nanosOf(Ticker ticker) {
    return new com.google.common.base.Ticker() {
      @Override
      public long read() {
        return ticker.nanos();
      }
    };
  }

  /**
   * How often in a row it was wrong.
   *
   * @param untilNanos when the next one may be tried
   */
  private record Failures(int count, long untilNanos) {}

  /** How many seconds a client has to wait before a password of it is looked at, or 0. */
  public long secondsToWait(String address) {
    Failures failures = byAddress.getIfPresent(key(address));
    long left = failures == null ? 0 : failures.untilNanos() - ticker.nanos();
    return left <= 0 ? 0 : Duration.ofNanos(left).toSeconds() + 1;
  }

  /** A password was wrong. */
  public void failed(String address) {
    byAddress.asMap().merge(key(address), failure(1), (past, any) -> failure(past.count() + 1));
  }

  private Failures failure(int count) {
    int beyond = count - FREE;
    long pause = beyond <= 0 ? 0 : 1L << Math.min(beyond - 1, DOUBLED_MAX);
    return new Failures(count, ticker.nanos() + Duration.ofSeconds(pause).toNanos());
  }

  /** A password was right. */
  public void succeeded(String address) {
    byAddress.invalidate(key(address));
  }

  private static String key(String address) {
    if (!InetAddresses.isInetAddress(address)) {
      return address;
    }
    InetAddress read = InetAddresses.forString(address);
    byte[] bytes = read.getAddress();
    return HexFormat.of().formatHex(Arrays.copyOf(bytes, Math.min(bytes.length, PREFIX_BYTES)));
  }
}
