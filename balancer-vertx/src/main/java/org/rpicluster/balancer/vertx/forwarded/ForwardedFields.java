package org.rpicluster.balancer.vertx.forwarded;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.rpicluster.balancer.vertx.http.Authority;
import org.rpicluster.balancer.vertx.http.Fields;

/**
 * The fields of a trusted proxy, read by one rule for all of them: of a list, the last element
 * counts, for the proxy that is trusted has written it; one that is not valid counts for nothing.
 * {@code Forwarded} is read where there is no {@code X-Forwarded-For}. O(length); for one request.
 * RFC 7239.
 */
final class ForwardedFields {

  /** A chain in which no address can be found. */
  private static final List<String> UNREADABLE = List.of("");

  private static final int PREFIX_LENGTH_MAX = 1024;

  private static final Pattern PORT = Pattern.compile("[1-9][0-9]{0,4}");

  private final Fields fields;
  private final List<String> chain;
  private final Optional<List<ForwardedElement>> elements;

  ForwardedFields(Fields fields) {
    this.fields = fields;
    chain = list("X-Forwarded-For");
    elements = ForwardedField.parse(fields.getAll("Forwarded"));
  }

  /** The clients' addresses, as they are written, the nearest proxy's client last. */
  List<String> nodes() {
    return chain.isEmpty() ? standardNodes() : chain;
  }

  /** Whether both fields are there, which then have to agree. */
  boolean isSaidTwice() {
    return !chain.isEmpty() && fields.contains("Forwarded");
  }

  /** The same as {@link #nodes}, of {@code Forwarded} alone. */
  List<String> standardNodes() {
    return elements
        .map(all -> all.stream().map(ForwardedElement::node).toList())
        .orElse(UNREADABLE);
  }

  /**
   * How the client addressed the site.
   *
   * @param scheme that of the connection, if no proxy says it
   */
  PublicAddress site(String scheme) {
    ForwardedElement nearest = nearest();
    String proto = said(nearest.proto(), "X-Forwarded-Proto").toLowerCase(Locale.ROOT);
    String host = said(nearest.host(), "X-Forwarded-Host");
    String port = last("X-Forwarded-Port");
    String prefix = last("X-Forwarded-Prefix");
    return new PublicAddress(
        proto.equals("http") || proto.equals("https") ? proto : scheme,
        Authority.isValid(host) ? host : "",
        isPort(port) ? port : "",
        isPrefix(prefix) ? prefix : "");
  }

  private ForwardedElement nearest() {
    List<ForwardedElement> all = chain.isEmpty() ? elements.orElse(List.of()) : List.of();
    return all.isEmpty() ? ForwardedElement.NOTHING : all.get(all.size() - 1);
  }

  private String said(String inElement, String field) {
    return inElement.isEmpty() ? last(field) : inElement;
  }

  /** What is behind the last comma of the last line: the rest need not be split. */
  private String last(String field) {
    List<String> lines = fields.getAll(field);
    if (lines.isEmpty()) {
      return "";
    }
    String line = lines.get(lines.size() - 1);
    return line.substring(line.lastIndexOf(',') + 1).trim();
  }

  /**
   * Also its empty elements: a proxy that does not say for which client it asks must not be passed
   * over.
   */
  private List<String> list(String field) {
    return fields.getAll(field).stream()
        .flatMap(line -> Stream.of(line.split(",", -1)))
        .map(String::trim)
        .toList();
  }

  private static boolean isPort(String text) {
    return !text.isEmpty() && PORT.matcher(text).matches() && Integer.parseInt(text) <= 65_535;
  }

  /** An absolute path, and no address of another host. */
  private static boolean isPrefix(String text) {
    return text.startsWith("/")
        && !text.startsWith("//")
        && text.length() <= PREFIX_LENGTH_MAX
        && text.chars().allMatch(c -> c > ' ' && c < 0x7F && "?#\\\"<>".indexOf(c) < 0);
  }
}
