package org.rpicluster.balancer.vertx.upstream;

import java.net.UnknownHostException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.vertx.connect.OutOfSockets;

/**
 * Why an exchange with a member did not come to its end.
 *
 * @param kind what happened
 * @param untouched whether the member has surely done nothing about the request, so that it may be
 *     sent again whatever its method
 * @param detail more about it, for the log; never for the client
 * @param thrown what the listener of the exchange has thrown, if it did
 */
public record UpstreamFailure(
    Kind kind, boolean untouched, String detail, @Nullable Throwable thrown) {

  /** A failure of which the listener has thrown nothing. */
  public UpstreamFailure(Kind kind, boolean untouched, String detail) {
    this(kind, untouched, detail, null);
  }

  /** The listener of the exchange has thrown: this says nothing about the member. */
  public static UpstreamFailure failedHere(Throwable thrown) {
    return new UpstreamFailure(Kind.FAILED_HERE, false, String.valueOf(thrown), thrown);
  }

  /** A failure that may have come after the member began to work. */
  public UpstreamFailure(Kind kind, String detail) {
    this(kind, false, detail);
  }

  /** What happened, in words for the log. */
  public String words() {
    return detail.isEmpty() ? kind.name().toLowerCase(Locale.ROOT).replace('_', ' ') : detail;
  }

  /** What happened, as far as it decides what to do next. */
  public enum Kind {
    /** No connection: refused, unreachable, or not in time. Nothing was sent. */
    CONNECT_FAILED,
    /** No connection, as its name has no address. Nothing was sent. */
    NAME_UNKNOWN,
    /** This machine has no socket left: files, ports or buffers. Nothing was sent. */
    OUT_OF_SOCKETS,
    /** Every connection to the member was in use for too long. Nothing was sent. */
    NO_CONNECTION,
    /**
     * The member has refused this one exchange, or called it off, or went away without taking it
     * up.
     */
    REFUSED,
    /** Its head is on its way, but the rest of it cannot be said to this member. */
    UNSENDABLE,
    /** A kept connection turned out to be closed before the first byte of the answer. */
    STALE,
    /** The member closed or reset the connection before its answer was whole. */
    RESET,
    /** The answer is not HTTP. */
    PROTOCOL_ERROR,
    /** An error of our own: this counts neither for nor against the member. */
    FAILED_HERE,
    /** The answer did not begin in time. */
    FIRST_BYTE_TIMED_OUT,
    /** The member fell silent within a body, its own or the client's. */
    IDLE_TIMED_OUT;

    /** Why there is no connection: whose fault that is. */
    public static Kind ofConnecting(Throwable cause) {
      if (cause instanceof UnknownHostException) {
        return NAME_UNKNOWN;
      }
      return OutOfSockets.is(cause) ? OUT_OF_SOCKETS : CONNECT_FAILED;
    }
  }
}
