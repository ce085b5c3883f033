package org.rpicluster.balancer.vertx.kit;

import io.grpc.ForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** A gRPC server by other hands, which says back what it is told, in each of the four ways. */
public final class GrpcEcho implements AutoCloseable {

  /** Larger than any message here. */
  public static final int MESSAGE_BYTES_MAX = 64 << 20;

  /** A trailer of its own, besides gRPC's. */
  public static final Metadata.Key<String> REASON =
      Metadata.Key.of("x-reason", Metadata.ASCII_STRING_MARSHALLER);

  /** Bytes that it says back, before the messages and behind them. */
  public static final Metadata.Key<byte[]> TOKEN =
      Metadata.Key.of("x-token-bin", Metadata.BINARY_BYTE_MARSHALLER);

  /** One message, one back. */
  public static final MethodDescriptor<byte[], byte[]> ONCE = method(MethodType.UNARY, "Once");

  /** One message, a hundred back. */
  public static final MethodDescriptor<byte[], byte[]> MANY =
      method(MethodType.SERVER_STREAMING, "Many");

  /** Many messages, the sum of their lengths back. */
  public static final MethodDescriptor<byte[], byte[]> SUM =
      method(MethodType.CLIENT_STREAMING, "Sum");

  /** Each message back at once. */
  public static final MethodDescriptor<byte[], byte[]> EACH =
      method(MethodType.BIDI_STREAMING, "Each");

  /** Fails at once, with a reason. */
  public static final MethodDescriptor<byte[], byte[]> FAIL = method(MethodType.UNARY, "Fail");

  /** One message, three back, and then it fails with a reason. */
  public static final MethodDescriptor<byte[], byte[]> BREAK =
      method(MethodType.SERVER_STREAMING, "Break");

  /** Never answers. */
  public static final MethodDescriptor<byte[], byte[]> HANG = method(MethodType.UNARY, "Hang");

  private final Server server;
  private final AtomicInteger cancelled = new AtomicInteger();

  /** One on a free port. */
  public GrpcEcho() throws IOException {
    server =
        NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", 0))
            .maxInboundMessageSize(MESSAGE_BYTES_MAX)
            .intercept(new SayBack())
            .addService(
                ServerServiceDefinition.builder("Echo")
                    .addMethod(ONCE, ServerCalls.asyncUnaryCall(GrpcEcho::once))
                    .addMethod(MANY, ServerCalls.asyncServerStreamingCall(GrpcEcho::many))
                    .addMethod(SUM, ServerCalls.asyncClientStreamingCall(GrpcEcho::sum))
                    .addMethod(EACH, ServerCalls.asyncBidiStreamingCall(this::each))
                    .addMethod(FAIL, ServerCalls.asyncUnaryCall(GrpcEcho::fail))
                    .addMethod(BREAK, ServerCalls.asyncServerStreamingCall(GrpcEcho::breakOff))
                    .addMethod(HANG, ServerCalls.asyncUnaryCall(this::hang))
                    .build())
            .build()
            .start();
  }

  /** Where it is. */
  public String url() {
    return "h2c://127.0.0.1:" + server.getPort();
  }

  /** How many calls were called off. */
  public int cancelled() {
    return cancelled.get();
  }

  private static void once(byte[] message, StreamObserver<byte[]> to) {
    to.onNext(message);
    to.onCompleted();
  }

  private static void many(byte[] message, StreamObserver<byte[]> to) {
    for (int i = 0; i < 100; i++) {
      to.onNext(message);
    }
    to.onCompleted();
  }

  private static StreamObserver<byte[]> sum(StreamObserver<byte[]> to) {
    AtomicInteger bytes = new AtomicInteger();
    return new Incoming(
        message -> bytes.addAndGet(message.length),
        () -> once(Integer.toString(bytes.get()).getBytes(StandardCharsets.UTF_8), to));
  }

  private StreamObserver<byte[]> each(StreamObserver<byte[]> to) {
    ((ServerCallStreamObserver<byte[]>) to).setOnCancelHandler(cancelled::incrementAndGet);
    return new Incoming(to::onNext, to::onCompleted);
  }

  private static void fail(byte[] message, StreamObserver<byte[]> to) {
    Metadata trailers = new Metadata();
    trailers.put(REASON, "because");
    to.onError(
        Status.RESOURCE_EXHAUSTED.withDescription("too much é").asRuntimeException(trailers));
  }

  private static void breakOff(byte[] message, StreamObserver<byte[]> to) {
    for (int i = 0; i < 3; i++) {
      to.onNext(message);
    }
    fail(message, to);
  }

  private void hang(byte[] message, StreamObserver<byte[]> to) {
    ((ServerCallStreamObserver<byte[]>) to).setOnCancelHandler(cancelled::incrementAndGet);
  }

  @Override
  public void close() {
    server.shutdownNow();
    TestProxy.await(server::isTerminated);
  }

  private static MethodDescriptor<byte[], byte[]> method(MethodType type, String name) {
    return MethodDescriptor.newBuilder(new Bytes(), new Bytes())
        .setType(type)
        .setFullMethodName("Echo/" + name)
        .build();
  }

  /** Says a token back, if there is one. */
  private static final class SayBack implements ServerInterceptor {
    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
        ServerCall<Q, A> call, Metadata asked, ServerCallHandler<Q, A> next) {
      byte[] token = asked.get(TOKEN);
      return next.startCall(token == null ? call : saying(token, call), asked);
    }

    private static <Q, A> ServerCall<Q, A> saying(byte[] token, ServerCall<Q, A> call) {
      return new ForwardingServerCall.SimpleForwardingServerCall<>(call) {
        @Override
        public void sendHeaders(Metadata head) {
          head.put(TOKEN, token);
          super.sendHeaders(head);
        }

        @Override
        public void close(Status status, Metadata trailers) {
          trailers.put(TOKEN, token);
          super.close(status, trailers);
        }
      };
    }
  }

  /** Messages as they are. */
  private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {
    @Override
    public InputStream stream(byte[] message) {
      return new ByteArrayInputStream(message);
    }

    @Override
    public byte[] parse(InputStream stream) {
      try {
        return stream.readAllBytes();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** What is done with each message, and at the end. */
  private record Incoming(java.util.function.Consumer<byte[]> each, Runnable atEnd)
      implements StreamObserver<byte[]> {
    @Override
    public void onNext(byte[] message) {
      each.accept(message);
    }

    @Override
    public void onError(Throwable gone) {
      // The client has left.
    }

    @Override
    public void onCompleted() {
      atEnd.run();
    }
  }
}
