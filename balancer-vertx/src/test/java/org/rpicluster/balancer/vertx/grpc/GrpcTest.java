package org.rpicluster.balancer.vertx.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rpicluster.balancer.vertx.kit.GrpcEcho;
import org.rpicluster.balancer.vertx.kit.TestProxy;

/** gRPC from a client through the proxy to a server, both by other hands: S43. */
class GrpcTest {

  private static final byte[] HELLO = "hello".getBytes(StandardCharsets.UTF_8);
  private static final byte[] END = {};

  private GrpcEcho server;
  private TestProxy proxy;
  private ManagedChannel channel;

  @BeforeEach
  void start() throws Exception {
    server = new GrpcEcho();
    proxy = TestProxy.before(TestProxy.PATIENT, server.url());
    channel =
        NettyChannelBuilder.forAddress("127.0.0.1", proxy.http2Port())
            .usePlaintext()
            .maxInboundMessageSize(GrpcEcho.MESSAGE_BYTES_MAX)
            .build();
  }

  @AfterEach
  void stop() {
    channel.shutdownNow();
    TestProxy.await(channel::isTerminated);
    proxy.close();
    server.close();
  }

  private byte[] call(
      MethodDescriptor<byte[], byte[]> method, CallOptions options, byte[] message) {
    return ClientCalls.blockingUnaryCall(channel, method, options, message);
  }

  @Test
  void unary() {
    for (int i = 0; i < 20; i++) {
      assertThat(call(GrpcEcho.ONCE, CallOptions.DEFAULT, HELLO)).isEqualTo(HELLO);
    }
  }

  @Test
  void largeMessagesArriveWhole() {
    byte[] large = new byte[8 << 20];
    new Random(1).nextBytes(large);

    assertThat(call(GrpcEcho.ONCE, CallOptions.DEFAULT, large)).isEqualTo(large);
  }

  @Test
  void theServerStreams() {
    Iterator<byte[]> messages =
        ClientCalls.blockingServerStreamingCall(
            channel, GrpcEcho.MANY, CallOptions.DEFAULT, new byte[10_000]);
    int count = 0;
    for (; messages.hasNext(); count++) {
      assertThat(messages.next()).hasSize(10_000);
    }

    assertThat(count).isEqualTo(100);
  }

  @Test
  void theClientStreams() throws Exception {
    BlockingQueue<byte[]> answers = new LinkedBlockingQueue<>();
    StreamObserver<byte[]> upload =
        ClientCalls.asyncClientStreamingCall(
            channel.newCall(GrpcEcho.SUM, CallOptions.DEFAULT), into(answers));
    for (int i = 0; i < 100; i++) {
      upload.onNext(new byte[1000]);
    }
    upload.onCompleted();

    assertThat(answers.poll(20, TimeUnit.SECONDS)).asString().isEqualTo("100000");
  }

  @Test
  void bothStream_eachMessageWaitingForTheOneBefore() throws Exception {
    BlockingQueue<byte[]> answers = new LinkedBlockingQueue<>();
    StreamObserver<byte[]> talk =
        ClientCalls.asyncBidiStreamingCall(
            channel.newCall(GrpcEcho.EACH, CallOptions.DEFAULT), into(answers));
    for (int i = 1; i <= 50; i++) {
      talk.onNext(new byte[i]);
      assertThat(answers.poll(20, TimeUnit.SECONDS)).hasSize(i);
    }
    talk.onCompleted();

    assertThat(answers.poll(20, TimeUnit.SECONDS)).isSameAs(END);
  }

  private static StreamObserver<byte[]> into(BlockingQueue<byte[]> answers) {
    return new StreamObserver<>() {
      @Override
      public void onNext(byte[] message) {
        answers.add(message);
      }

      @Override
      public void onError(Throwable failure) {
        answers.add(failure.toString().getBytes(StandardCharsets.UTF_8));
      }

      @Override
      public void onCompleted() {
        answers.add(END);
      }
    };
  }

  @Test
  void theStatusItsMessageAndTrailersArrive() {
    StatusRuntimeException failure =
        catchThrowableOfType(
            StatusRuntimeException.class, () -> call(GrpcEcho.FAIL, CallOptions.DEFAULT, HELLO));

    assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
    assertThat(failure.getStatus().getDescription()).isEqualTo("too much é");
    Metadata trailers = failure.getTrailers();
    assertThat(trailers.get(GrpcEcho.REASON)).isEqualTo("because");
  }

  @Test
  void fieldsBeforeAndBehindMessages_goBothWays_bytesAsWell() {
    byte[] token = new byte[256];
    new Random(2).nextBytes(token);
    Metadata asked = new Metadata();
    asked.put(GrpcEcho.TOKEN, token);
    AtomicReference<Metadata> head = new AtomicReference<>();
    AtomicReference<Metadata> trailers = new AtomicReference<>();
    Channel with =
        ClientInterceptors.intercept(
            channel,
            MetadataUtils.newAttachHeadersInterceptor(asked),
            MetadataUtils.newCaptureMetadataInterceptor(head, trailers));

    ClientCalls.blockingUnaryCall(with, GrpcEcho.ONCE, CallOptions.DEFAULT, HELLO);

    assertThat(head.get().get(GrpcEcho.TOKEN)).isEqualTo(token);
    assertThat(trailers.get().get(GrpcEcho.TOKEN)).isEqualTo(token);
  }

  @Test
  void statusBehindMessages_endsAStream() {
    Iterator<byte[]> messages =
        ClientCalls.blockingServerStreamingCall(
            channel, GrpcEcho.BREAK, CallOptions.DEFAULT, HELLO);
    for (int i = 0; i < 3; i++) {
      assertThat(messages.next()).isEqualTo(HELLO);
    }

    StatusRuntimeException failure =
        catchThrowableOfType(StatusRuntimeException.class, messages::hasNext);

    assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
    assertThat(failure.getTrailers().get(GrpcEcho.REASON)).isEqualTo("because");
  }

  @Test
  void streamThatIsCalledOff_whileItIsOpenBothWays_endsAtTheServer() throws Exception {
    BlockingQueue<byte[]> answers = new LinkedBlockingQueue<>();
    ClientCall<byte[], byte[]> call = channel.newCall(GrpcEcho.EACH, CallOptions.DEFAULT);
    ClientCalls.asyncBidiStreamingCall(call, into(answers)).onNext(HELLO);
    assertThat(answers.poll(20, TimeUnit.SECONDS)).isEqualTo(HELLO);

    call.cancel("enough", null);

    TestProxy.await(() -> server.cancelled() == 1);
    assertThat(answers.poll(20, TimeUnit.SECONDS)).asString().contains("CANCELLED");
    assertThat(proxy.balancer().candidates().get(0).health().name()).isEqualTo("up");
  }

  @Test
  void aDeadlineThatHasPassedEndsTheCallAtTheServer() {
    // A deadline is of gRPC's own clock; the first call is what could take long on a busy machine.
    assertThat(call(GrpcEcho.ONCE, CallOptions.DEFAULT, HELLO)).isEqualTo(HELLO);
    CallOptions soon = CallOptions.DEFAULT.withDeadlineAfter(2, TimeUnit.SECONDS);
    StatusRuntimeException failure =
        catchThrowableOfType(StatusRuntimeException.class, () -> call(GrpcEcho.HANG, soon, HELLO));

    // Both ends have the deadline, and the server may be the first to see that it has passed.
    assertThat(failure.getStatus().getCode())
        .isIn(Status.Code.DEADLINE_EXCEEDED, Status.Code.UNAVAILABLE);
    TestProxy.await(() -> server.cancelled() == 1);
    assertThat(proxy.balancer().candidates().get(0).health().name()).isEqualTo("up");
  }

  @Test
  void aCallThatIsCalledOffEndsAtTheServer_andOthersGoOn() {
    Future<byte[]> hanging =
        ClientCalls.futureUnaryCall(channel.newCall(GrpcEcho.HANG, CallOptions.DEFAULT), HELLO);
    TestProxy.await(() -> proxy.balancer().candidates().get(0).counters().inFlight() == 1);
    assertThat(call(GrpcEcho.ONCE, CallOptions.DEFAULT, HELLO)).isEqualTo(HELLO);

    hanging.cancel(true);

    TestProxy.await(() -> server.cancelled() == 1);
    assertThat(call(GrpcEcho.ONCE, CallOptions.DEFAULT, HELLO)).isEqualTo(HELLO);
  }

  @Test
  void aServerThatIsGoneIsUnavailable() {
    server.close();

    StatusRuntimeException failure =
        catchThrowableOfType(
            StatusRuntimeException.class, () -> call(GrpcEcho.ONCE, CallOptions.DEFAULT, HELLO));

    assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
  }
}
