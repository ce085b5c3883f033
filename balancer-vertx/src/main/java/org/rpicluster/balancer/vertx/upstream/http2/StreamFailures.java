package org.rpicluster.balancer.vertx.upstream.http2;

import io.netty.handler.codec.http2.Http2Error;
import org.rpicluster.balancer.vertx.upstream.UpstreamFailure;
import org.rpicluster.balancer.vertx.upstream.UpstreamFailure.Kind;

/**
 * The failures of streams: what it means for a request that its own ends before an answer is whole.
 * No state; any thread. RFC 9113 §5.4.2, §6.8, §8.7.
 *
 * <pre>
 *   RST_STREAM REFUSED_STREAM, nothing received   REFUSED         may be sent again
 *   RST_STREAM CANCEL, nothing received           REFUSED
 *   RST_STREAM, else                              RESET
 *   GOAWAY that leaves the stream behind          STALE, REFUSED  may be sent again
 *   its head could not be written                 REFUSED         may be sent again
 *   its body could not be written                 UNSENDABLE
 * </pre>
 */
final class StreamFailures {

  private StreamFailures() {}

  /**
   * The member has reset the stream, and nothing else.
   *
   * @param untouched whether it has sent nothing on it before
   */
  static UpstreamFailure ofReset(Http2Error error, boolean untouched) {
    if (error == Http2Error.REFUSED_STREAM && untouched) {
      return new UpstreamFailure(Kind.REFUSED, true, "refused by the member");
    }
    if (error == Http2Error.CANCEL && untouched) {
      // As a gRPC server does when the client's deadline has passed: not its own fault.
      return new UpstreamFailure(Kind.REFUSED, false, "called off by the member");
    }
    return new UpstreamFailure(Kind.RESET, "reset by the member: " + error);
  }

  /**
   * The member goes, and has not taken the stream up.
   *
   * @param stale whether that is what a connection that rested may have come to
   */
  static UpstreamFailure ofGoAway(boolean stale) {
    return new UpstreamFailure(stale ? Kind.STALE : Kind.REFUSED, true, "the member went away");
  }

  /**
   * The request could not be sent, or not to its end.
   *
   * @param begun whether its head was: then it must not be sent again
   */
  static UpstreamFailure unsent(boolean begun, String detail) {
    return new UpstreamFailure(begun ? Kind.UNSENDABLE : Kind.REFUSED, !begun, detail);
  }

  /** What came breaks the protocol. */
  static UpstreamFailure broken(String detail) {
    return new UpstreamFailure(Kind.PROTOCOL_ERROR, detail);
  }
}
