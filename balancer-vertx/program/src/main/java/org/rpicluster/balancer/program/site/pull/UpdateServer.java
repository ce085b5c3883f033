package org.rpicluster.balancer.program.site.pull;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.rpicluster.balancer.program.site.SiteException;
import org.rpicluster.balancer.time.Scheduler;

/**
 * The web server that has the updates. Each wait has its limit: to connect, for the head, for each
 * piece of a body. Blocks; for one thread. RFC 9110.
 */
public final class UpdateServer {

  private static final Duration CONNECT = Duration.ofSeconds(10);

  /** For the head of an answer, and for each 16 KiB of its body: 0.5 KiB/s is a dead line. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final URI base;
  private final HttpClient client;
  private final Duration patience;
  private final Scheduler scheduler = Scheduler.daemon("pull-timeouts");

  private UpdateServer(URI base, HttpClient client, Duration patience) {
    this.base = base;
    this.client = client;
    this.patience = patience;
  }

  /**
   * The server at an address.
   *
   * @param authority whose certificates are trusted; nothing: those that the JVM knows
   */
  public static UpdateServer at(URI from, Optional<SSLContext> authority) {
    return at(from, authority, PATIENCE);
  }

  static UpdateServer at(URI from, Optional<SSLContext> authority, Duration patience) {
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .connectTimeout(CONNECT);
    authority.ifPresent(builder::sslContext);
    String folder = from.toString().endsWith("/") ? from.toString() : from + "/";
    return new UpdateServer(URI.create(folder), builder.build(), patience);
  }

  /**
   * An answer.
   *
   * @param status its status
   * @param answer its fields
   * @param body to be closed
   */
  record Answer(int status, HttpResponse<InputStream> answer, InputStream body)
      implements AutoCloseable {

    Optional<String> field(String name) {
      return answer.headers().firstValue(name);
    }

    @Override
    public void close() throws IOException {
      body.close();
    }
  }

  /** Asks for a file. */
  Answer get(String path, Map<String, String> fields) throws IOException {
    HttpRequest.Builder asked = HttpRequest.newBuilder(base.resolve(path)).timeout(patience);
    fields.forEach(asked::header);
    try {
      HttpResponse<InputStream> answer =
          client.send(asked.build(), HttpResponse.BodyHandlers.ofInputStream());
      return new Answer(
          answer.statusCode(), answer, new TimedBody(answer.body(), scheduler, patience));
    } catch (IOException e) {
      throw new IOException(base.resolve(path) + ": " + why(e), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /**
   * A whole file.
   *
   * @return nothing if there is none
   */
  Optional<byte[]> find(String path, int bytesMax) throws IOException {
    try (Answer answer = get(path, Map.of())) {
      if (answer.status() == 404 || answer.status() == 410) {
        return Optional.empty();
      }
      expect(answer.status() == 200, path, answer.status());
      return Optional.of(bytes(answer, path, bytesMax));
    }
  }

  byte[] bytes(Answer answer, String path, int bytesMax) throws IOException {
    byte[] bytes = answer.body().readNBytes(bytesMax + 1);
    if (bytes.length > bytesMax) {
      throw new SiteException(base.resolve(path) + ": more than " + bytesMax + " bytes");
    }
    return bytes;
  }

  void expect(boolean good, String path, int status) {
    if (!good) {
      throw new SiteException(base.resolve(path) + ": status " + status);
    }
  }

  private static String why(IOException e) {
    String message = e.getMessage();
    return message == null ? "cannot be reached: " + e.getClass().getSimpleName() : message;
  }
}
