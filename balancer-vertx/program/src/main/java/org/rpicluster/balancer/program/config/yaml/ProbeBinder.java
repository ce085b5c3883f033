package org.rpicluster.balancer.program.config.yaml;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.rpicluster.balancer.health.ProbePolicy;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.member.Scheme;
import org.rpicluster.balancer.program.config.ProbeSettings;
import org.rpicluster.balancer.vertx.probe.ProbeMethod;
import org.rpicluster.balancer.vertx.probe.ProbeRequest;
import org.rpicluster.balancer.vertx.probe.StatusSet;
import org.rpicluster.balancer.vertx.regex.Regex;
import org.rpicluster.balancer.vertx.routing.FieldChanges;
import org.rpicluster.balancer.vertx.settings.ProbeRows;

/** Binds {@code probe} of a cluster. For one thread and one cluster. */
final class ProbeBinder {

  private static final Keys KEYS = Rows.keys(ProbeRows.KEYS);

  private static final List<String> OF_REQUESTS =
      List.of("path", "host", "headers", "expect", "body", "bodyWithout");

  /** What an answer must be is said as a whole. */
  private static final List<String> OF_ANSWERS = List.of("expect", "body", "bodyWithout");

  private static final Keys OF_MEMBER = Rows.keys(ProbeRows.OF_MEMBER);

  private static final String METHODS = "GET, HEAD, OPTIONS, TCP, TLS";
  private static final String FIELDS = "a map of field names and values";

  private final YamlMap map;
  private final List<Member> members;

  /** What holds where the map says nothing. */
  private final ProbeRequest unless;

  private ProbeBinder(YamlMap map, List<Member> members, ProbeRequest unless) {
    this.map = map;
    this.members = members;
    this.unless = unless;
  }

  static Optional<ProbeSettings> bind(YamlMap cluster, List<Member> members) {
    return cluster
        .find("probe")
        .flatMap(value -> value.map(KEYS))
        .map(map -> new ProbeBinder(map, members, ProbeRequest.DEFAULT))
        .map(binder -> new ProbeSettings(binder.policy(), binder.probeRequest(), binder.port()));
  }

  /** What one member is asked, which has a {@code probe} of its own. */
  static Optional<ProbeRequest> ofMember(YamlValue own, Member member, ProbeRequest ofCluster) {
    return own.map(OF_MEMBER)
        .filter(map -> map.entries().stream().anyMatch(entry -> !entry.key().equals("port")))
        .map(map -> new ProbeBinder(map, List.of(member), ofCluster).probeRequest());
  }

  private int port() {
    boolean sockets = members.stream().anyMatch(member -> member.scheme() == Scheme.UNIX);
    return map.find("port").flatMap(v -> port(v, sockets)).orElse(0);
  }

  /** The port of all members, or of one of them. */
  static Optional<Integer> port(YamlValue value, boolean atSocket) {
    return atSocket
        ? value.wrong("left out with members at unix:, who have no ports")
        : value.whole(1, Member.PORT_MAX);
  }

  private ProbePolicy policy() {
    return Rows.bind(map, ProbeRows.ALL, ProbePolicy.DEFAULT);
  }

  private ProbeRequest probeRequest() {
    Optional<YamlValue> value = map.find("method");
    Optional<ProbeMethod> read = value.flatMap(this::method);
    if (value.isPresent() && read.isEmpty()) {
      return unless; // which keys it may have is not known
    }
    ProbeMethod method = read.orElse(unless.method());
    if (method.isHttp()) {
      return request(method);
    }
    OF_REQUESTS.forEach(key -> map.find(key).ifPresent(v -> v.wrong("left out with " + method)));
    ProbeRequest any = ProbeRequest.DEFAULT;
    return new ProbeRequest(method, any.path(), "", Map.of(), any.expect(), Optional.empty());
  }

  private Optional<ProbeMethod> method(YamlValue value) {
    Optional<ProbeMethod> method =
        Arrays.stream(ProbeMethod.values()).filter(known -> value.is(known.name())).findFirst();
    if (method.isEmpty()) {
      return value.wrong(METHODS);
    }
    boolean inClear = !members.stream().allMatch(member -> member.scheme().isTls());
    return method.get() == ProbeMethod.TLS && inClear
        ? value.wrong("TLS only if all members are at https:// or h2://")
        : method;
  }

  private ProbeRequest request(ProbeMethod method) {
    boolean isRead = method == ProbeMethod.GET;
    ProbeRequest good =
        OF_ANSWERS.stream().anyMatch(key -> map.find(key).isPresent())
            ? ProbeRequest.DEFAULT
            : unless;
    Optional<String> path =
        map.find("path")
            .flatMap(
                v -> v.text(ProbeRequest.PATH, text -> ProbeRequest.requirePath(method, text)));
    return new ProbeRequest(
        method,
        path.orElseGet(() -> pathUnless(method)),
        map.find("host").flatMap(this::host).orElse(unless.host()),
        map.find("headers").map(ProbeBinder::headers).orElse(unless.headers()),
        map.find("expect").flatMap(ProbeBinder::expect).orElse(good.expect()),
        body("body", method).or(() -> good.body().filter(any -> isRead)),
        body("bodyWithout", method).or(() -> good.bodyWithout().filter(any -> isRead)));
  }

  /** A star is for one method alone. */
  private String pathUnless(ProbeMethod method) {
    boolean fits = !unless.path().equals("*") || method == ProbeMethod.OPTIONS;
    return fits ? unless.path() : ProbeRequest.DEFAULT.path();
  }

  private Optional<Regex> body(String key, ProbeMethod method) {
    return map.find(key).flatMap(value -> body(key, method, value));
  }

  private Optional<String> host(YamlValue value) {
    // Over HTTP/2 with TLS, Vert.x asks for the host whose certificate it checks.
    boolean fixed = members.stream().anyMatch(member -> member.scheme() == Scheme.H2);
    return fixed
        ? value.wrong("left out with members at h2://, who are asked for by the certificate's name")
        : value.text("host[:port]", ProbeRequest::requireHost);
  }

  private static Map<String, String> headers(YamlValue value) {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    value
        .namedMap(FIELDS)
        .ifPresent(fields -> fields.entries().forEach(field -> header(field, headers)));
    return headers;
  }

  private static void header(YamlMap.KeyAndValue entry, Map<String, String> headers) {
    Optional<String> name = entry.keyValue().text(FIELDS, ProbeRequest::requireName);
    Optional<String> text = entry.value().text("a value", FieldChanges::requireValue);
    name.ifPresent(n -> text.ifPresent(t -> headers.put(n, t)));
  }

  private static Optional<StatusSet> expect(YamlValue value) {
    List<YamlValue> items =
        value.isText() ? List.of(value) : value.list("statuses such as 200-399, or a list of them");
    List<String> texts = new ArrayList<>();
    items.forEach(item -> item.text(StatusSet.EXPECTED, StatusSet::require).ifPresent(texts::add));
    return texts.isEmpty() ? Optional.empty() : Optional.of(StatusSet.parse(texts));
  }

  private static Optional<Regex> body(String key, ProbeMethod method, YamlValue value) {
    if (method != ProbeMethod.GET) {
      return value.wrong("left out with " + method);
    }
    String expected = "a regular expression";
    return value.text(expected).flatMap(text -> value.made(() -> Regex.of(key, text)));
  }
}
