package org.rpicluster.balancer.vertx.kit;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A client that keeps cookies, whatever their attributes, and sends them along: one session. */
public final class Browser implements AutoCloseable {

  private final RawClient client;
  private final Map<String, String> cookies = new LinkedHashMap<>();

  Browser(RawClient client) {
    this.client = client;
  }

  /** Has a cookie from now on. */
  public Browser with(String name, String value) {
    cookies.put(name, value);
    return this;
  }

  /** The value of a cookie; empty if it has none of that name. */
  public String cookie(String name) {
    return cookies.getOrDefault(name, "");
  }

  /** A GET, and the whole answer. */
  public Answer get(String path) throws IOException {
    return send("GET", path);
  }

  /** A request without a body and with other fields, and the whole answer. */
  public Answer send(String method, String path, String... fields) throws IOException {
    StringBuilder head = new StringBuilder(method + " " + path + " HTTP/1.1\r\nHost: a.test\r\n");
    for (String field : fields) {
      head.append(field).append("\r\n");
    }
    if (!cookies.isEmpty()) {
      String sent =
          cookies.entrySet().stream()
              .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
              .collect(Collectors.joining("; "));
      head.append("Cookie: ").append(sent).append("\r\n");
    }
    client.send(head + "\r\n");
    return answer(method);
  }

  private Answer answer(String method) throws IOException {
    Answer answer = new Answer(method.equals("HEAD") ? client.readHead() : client.readAnswer());
    answer.setCookies().forEach(this::keep);
    return answer;
  }

  private void keep(String setCookie) {
    String pair = setCookie.replaceAll(";.*", "");
    cookies.put(pair.replaceAll("=.*", ""), pair.replaceFirst("[^=]*=", ""));
  }

  @Override
  public void close() throws IOException {
    client.close();
  }

  /** What has come back, with interim answers if there were any. */
  public record Answer(String text) {

    /** Its status. */
    public int status() {
      return Integer.parseInt(text.substring(9, 12));
    }

    /** Its body. */
    public String body() {
      return text.substring(text.indexOf("\r\n\r\n") + 4);
    }

    /** The cookies that it sets. */
    public List<String> setCookies() {
      List<String> set = new ArrayList<>();
      for (String line : text.substring(0, text.indexOf("\r\n\r\n")).split("\r\n")) {
        if (line.toLowerCase(Locale.ROOT).startsWith("set-cookie:")) {
          set.add(line.substring("set-cookie:".length()).strip());
        }
      }
      return set;
    }
  }
}
