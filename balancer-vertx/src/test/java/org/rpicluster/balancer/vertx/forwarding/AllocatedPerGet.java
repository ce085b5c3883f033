package org.rpicluster.balancer.vertx.forwarding;

import com.sun.management.ThreadMXBean;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.rpicluster.balancer.Balancer;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.strategy.Strategies;
import org.rpicluster.balancer.vertx.BalancingServer;
import org.rpicluster.balancer.vertx.kit.Http2Client;
import org.rpicluster.balancer.vertx.proxy.ProxiedCluster;
import org.rpicluster.balancer.vertx.proxy.Route;
import org.rpicluster.balancer.vertx.settings.ListenAddress;
import org.rpicluster.balancer.vertx.settings.ListenerSettings;

/**
 * A program: says how many bytes of the heap a GET costs the one event loop of a proxy, once all is
 * loaded. In a JVM of its own, as agents and leak detectors of a test's allocate as well. What
 * client and member allocate is on other threads. Arguments: {@code h1} or {@code h2}, or {@code
 * post} for a POST of a KiB over HTTP/1, and the length of the answer's body.
 */
final class AllocatedPerGet {

  private static final int WARM_UP = 500;
  private static final int ROUNDS = 4;
  private static final int ROUND = 500;

  private static final String GET = "GET /file HTTP/1.1\r\nHost: a.test\r\n\r\n";

  /** The member takes the end of its body for that of the request, as both come in one piece. */
  private static final String POST =
      "POST /file HTTP/1.1\r\nHost: a.test\r\nContent-Length: 1024\r\n\r\n"
          + "x".repeat(1021)
          + "\n\r\n";

  private AllocatedPerGet() {}

  /** One GET, and the whole of its answer. */
  private interface Get {
    void send() throws Exception;
  }

  /** The least of the rounds: a timer that runs in between costs one of them more. */
  public static void main(String[] arguments) throws Exception {
    boolean http2 = arguments[0].equals("h2");
    byte[] answer = answer(Integer.parseInt(arguments[1]));
    VertxOptions options = new VertxOptions().setEventLoopPoolSize(1);
    Vertx vertx = Vertx.vertx(options.setPreferNativeTransport(true)); // as the program has it
    int port = proxy(vertx, member(answer));
    String request = arguments[0].equals("post") ? POST : GET;
    Get get = http2 ? overHttp2(port) : overHttp1(port, request, answer.length);
    send(get, WARM_UP);
    long loop = loop();
    long least = Long.MAX_VALUE;
    for (int round = 0; round < ROUNDS; round++) {
      long before = allocatedBy(loop);
      send(get, ROUND);
      least = Math.min(least, (allocatedBy(loop) - before) / ROUND);
    }
    System.out.println(least);
    System.out.flush();
    Runtime.getRuntime().halt(0);
  }

  private static void send(Get get, int times) throws Exception {
    for (int i = 0; i < times; i++) {
      get.send();
    }
  }

  private static long allocatedBy(long thread) {
    return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getThreadAllocatedBytes(thread);
  }

  /** The proxy's; the client's Vert.x, if it has one, counts its threads from another on. */
  private static long loop() {
    return Arrays.stream(ManagementFactory.getThreadMXBean().dumpAllThreads(false, false))
        .filter(thread -> thread.getThreadName().startsWith("proxied"))
        .findFirst()
        .orElseThrow()
        .getThreadId();
  }

  private static int proxy(Vertx vertx, int member) throws Exception {
    Balancer balancer =
        Balancer.builder("all", Strategies.byRequests())
            .member(Member.of("http://127.0.0.1:" + member))
            .build();
    ListenAddress address = new ListenAddress("127.0.0.1", 0);
    String url =
        BalancingServer.builder(vertx)
            .listen(new ListenerSettings(address, Optional.empty(), false, true, false))
            .route(Route.to("/", ProxiedCluster.of(balancer)))
            .build()
            .start()
            .toCompletionStage()
            .toCompletableFuture()
            .get()
            .get(0)
            .url();
    Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("vert.x-eventloop"))
        .forEach(thread -> thread.setName("proxied"));
    return URI.create(url).getPort();
  }

  private static byte[] answer(int body) {
    String head = "HTTP/1.1 200 OK\r\nServer: test\r\nContent-Type: text/plain\r\nContent-Length: ";
    String answer = head + body + "\r\n\r\n" + "x".repeat(body);
    return answer.getBytes(StandardCharsets.US_ASCII);
  }

  private static int member(byte[] answer) throws IOException {
    ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    daemon(
        () -> {
          while (true) {
            Socket accepted = listening.accept();
            daemon(() -> answerAll(accepted, answer));
          }
        });
    return listening.getLocalPort();
  }

  private static void daemon(Get runs) {
    Thread thread =
        new Thread(
            () -> {
              try {
                runs.send();
              } catch (Exception e) {
                Runtime.getRuntime().halt(1);
              }
            });
    thread.setDaemon(true);
    thread.start();
  }

  /** A request ends with an empty line, and comes whole. */
  private static void answerAll(Socket socket, byte[] answer) throws IOException {
    socket.setTcpNoDelay(true);
    byte[] bytes = new byte[8192];
    int length = 0;
    while (true) {
      int read = socket.getInputStream().read(bytes, length, bytes.length - length);
      if (read < 0) {
        return;
      }
      length += read;
      if (length >= 4 && bytes[length - 1] == '\n' && bytes[length - 3] == '\n') {
        length = 0;
        socket.getOutputStream().write(answer);
      }
    }
  }

  private static Get overHttp1(int port, String asked, int about) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    byte[] request = asked.getBytes(StandardCharsets.US_ASCII);
    byte[] bytes = new byte[about + 8192];
    return () -> {
      socket.getOutputStream().write(request);
      readAnswer(socket.getInputStream(), bytes);
    };
  }

  private static void readAnswer(InputStream in, byte[] bytes) throws IOException {
    int length = 0;
    int whole = Integer.MAX_VALUE;
    while (length < whole) {
      int read = in.read(bytes, length, bytes.length - length);
      if (read < 0) {
        throw new IOException("closed");
      }
      length += read;
      String text = new String(bytes, 0, Math.min(length, 1024), StandardCharsets.US_ASCII);
      int end = text.indexOf("\r\n\r\n");
      if (end > 0) {
        String head = text.substring(0, end).toLowerCase(Locale.ROOT);
        String behind = head.substring(head.indexOf("content-length: ") + 16);
        whole = end + 4 + Integer.parseInt(behind.split("\r\n")[0]);
      }
    }
  }

  private static Get overHttp2(int port) {
    Http2Client client = new Http2Client(port);
    return () -> client.send(HttpMethod.GET, "/file");
  }
}
