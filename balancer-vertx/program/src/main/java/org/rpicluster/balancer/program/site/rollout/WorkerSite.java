package org.rpicluster.balancer.program.site.rollout;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.rpicluster.balancer.program.managerclient.MemberStatus;
import org.rpicluster.balancer.program.site.Manifest;
import org.rpicluster.balancer.program.site.SitePath;

/**
 * A worker's web server, asked past the balancer. Blocks for one answer, 5 s at most; any thread.
 */
final class WorkerSite {

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(PATIENCE).build();

  /** The version that it serves; empty if it does not say. */
  String version(MemberStatus member) {
    try {
      HttpResponse<byte[]> answer = get(member, "/" + SitePath.VERSION_FILE);
      String text = new String(answer.body(), StandardCharsets.UTF_8).strip();
      return answer.statusCode() == 200 && Manifest.isVersion(text) ? text : "";
    } catch (IOException e) {
      return "";
    }
  }

  /** Whether it answers a request for its first page with anything but an error. */
  boolean isWell(MemberStatus member) {
    try {
      return get(member, "/").statusCode() < 400;
    } catch (IOException e) {
      return false;
    }
  }

  private HttpResponse<byte[]> get(MemberStatus member, String path) throws IOException {
    String url = member.url().toString();
    String base = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    HttpRequest question =
        HttpRequest.newBuilder(URI.create(base + path)).timeout(PATIENCE).build();
    try {
      return http.send(question, BodyHandlers.ofByteArray());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } catch (IllegalArgumentException e) {
      throw new IOException(e.getMessage(), e); // a member behind a socket's file has no such URL
    }
  }
}
