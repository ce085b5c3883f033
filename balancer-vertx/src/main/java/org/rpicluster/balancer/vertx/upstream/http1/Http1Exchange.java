package org.rpicluster.balancer.vertx.upstream.http1;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.vertx.http.codec.FieldName;
import org.rpicluster.balancer.vertx.http.codec.Head;
import org.rpicluster.balancer.vertx.http.codec.RequestMethod;
import org.rpicluster.balancer.vertx.upstream.AnswerListener;
import org.rpicluster.balancer.vertx.upstream.ListenedExchange;
import org.rpicluster.balancer.vertx.upstream.PrivateConnection;
import org.rpicluster.balancer.vertx.upstream.UpstreamFailure;
import org.rpicluster.balancer.vertx.upstream.UpstreamFailure.Kind;
import org.rpicluster.balancer.vertx.upstream.UpstreamListener;

/**
 * One exchange over a connection: what goes to the member, and how it ends; what comes of the
 * member is read by {@link AnswerReader}. Once ended it ignores every call, so that a stale
 * reference cannot affect the next exchange. A failed write does not end it: a server that refuses
 * an upload answers and closes, and its answer is still to be read. On its event loop only.
 */
final class Http1Exchange extends ListenedExchange {

  private final MemberConnection connection;
  private final Channel channel;
  private final MemberOutput output;
  private final ConnectionPace pace;
  private final ConnectionProgress progress;

  /** How the body goes that follows. */
  private boolean chunked;

  Http1Exchange(MemberConnection connection, UpstreamListener listener) {
    super(listener);
    this.connection = connection;
    channel = connection.channel();
    output = connection.output();
    pace = connection.pace();
    progress = connection.progress();
    progress.reset();
  }

  @Override
  public void sendHead(Head upstreamRequest, boolean bodyFollows) {
    boolean toHead = upstreamRequest.line().method() == RequestMethod.HEAD;
    connection.expectAnswer(toHead, upstreamRequest.has(FieldName.UPGRADE));
    chunked = bodyFollows && upstreamRequest.has(FieldName.TRANSFER_ENCODING);
    progress.headBegins();
    output.head(upstreamRequest, bodyFollows);
    if (!bodyFollows) {
      requestSent();
    }
  }

  /** The socket has what was written, or has it not and said so. */
  void flushed() {
    progress.headHandedOver();
  }

  @Override
  public void sendBody(ByteBuf chunk) {
    if (isOver() || progress.isBroken()) {
      chunk.release();
      return;
    }
    output.piece(chunk, chunked);
    if (!channel.isWritable()) {
      pace.expectTaken();
    }
  }

  @Override
  public void sendEnd(@Nullable Head trailers) {
    if (isOver() || progress.isBroken()) {
      return;
    }
    if (chunked) {
      output.last(trailers);
    }
    requestSent();
  }

  private void requestSent() {
    progress.requestSent();
    if (!progress.isHeadReceived()) {
      pace.expectHead();
    }
  }

  /** What is sent to a member that takes no more is dropped, so that the client can go on. */
  @Override
  public boolean isWritable() {
    return channel.isWritable() || progress.isBroken();
  }

  void writable() {
    if (progress.isRequestSent() || progress.isBroken()) {
      return;
    }
    if (progress.isHeadReceived()) {
      pace.expectMore();
    } else {
      pace.expectClient();
    }
    goOn();
  }

  ConnectionProgress progress() {
    return progress;
  }

  /** What could be read is read. */
  void readComplete() {
    if (progress.isHeadReceived()) {
      pace.expectMore();
      answer().flush();
    }
  }

  @Override
  public void pause() {
    if (!isOver()) {
      pace.pause();
    }
  }

  @Override
  public void resume() {
    if (!isOver()) {
      pace.resume();
    }
  }

  @Override
  public Optional<PrivateConnection> makePrivate() {
    return Optional.of(connection.makePrivate());
  }

  /** The answer is whole. */
  void end(@Nullable Head trailers) {
    AnswerListener told = answer();
    over();
    connection.exchangeEnded(progress.endsClean());
    pace.end();
    told.end(trailers);
  }

  @Override
  protected void giveUp() {
    connection.close();
  }

  @Override
  public void discard() {
    if (!isOver() && progress.isRequestSent() && !progress.isBroken() && !pace.isPaused()) {
      answerTo(new UnwantedAnswer(this));
    } else {
      abandon();
    }
  }

  void timedOut() {
    if (progress.isBroken()) {
      connectionClosed();
    } else {
      fail(progress.whenSilent(), "");
    }
  }

  /**
   * The member takes no more, or the end of what it sends is near. If our head did not even leave,
   * nothing that comes can be an answer to it.
   */
  void connectionBroken() {
    if (progress.isBroken()) {
      return;
    }
    progress.broken();
    pace.broken();
    if (progress.isUnsent()) {
      channel.eventLoop().execute(this::connectionClosed); // not while it is being sent
      return;
    }
    pace.expectLastWords();
    if (!progress.isRequestSent()) {
      goOn();
    }
  }

  void connectionClosed() {
    Kind kind = progress.whenLost(connection.isUsedBefore());
    fail(new UpstreamFailure(kind, progress.isUnsent(), "closed by the member"));
  }

  /** Ends the exchange, and the connection with it. */
  void fail(Kind kind, String detail) {
    fail(new UpstreamFailure(kind, detail));
  }
}
