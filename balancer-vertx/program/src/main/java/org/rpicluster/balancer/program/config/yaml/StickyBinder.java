package org.rpicluster.balancer.program.config.yaml;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.rpicluster.balancer.check.Check;
import org.rpicluster.balancer.sticky.RouteCookie;
import org.rpicluster.balancer.sticky.RouteSignature;
import org.rpicluster.balancer.sticky.Stickiness;
import org.rpicluster.balancer.vertx.file.FileKind;
import org.rpicluster.balancer.vertx.file.RegularFile;
import org.rpicluster.balancer.vertx.settings.RouteCookieRows;
import org.rpicluster.balancer.vertx.settings.StickyRows;
import org.rpicluster.balancer.vertx.settings.TableRow;

/**
 * Binds {@code sticky} of a cluster. The file of the key is read here, so that what is wrong with
 * it is reported at its place, and every reading of the configuration reads it again. For one
 * thread and one cluster.
 */
final class StickyBinder {

  /** What only a cookie of the balancer's own has. */
  private static final List<String> OF_ISSUED = TableRow.keys(RouteCookieRows.KEYS);

  private static final Keys KEYS = Rows.keys(StickyRows.KEYS).and(OF_ISSUED);

  private static final String KEY_FILE = "a file of 16 to 4096 bytes that cannot be guessed";

  /** More is a file of another kind, such as a photograph. */
  private static final int KEY_BYTES_MAX = 4096;

  /** In the place of one that cannot be made: the other keys are checked all the same. */
  private static final Stickiness ANY = Stickiness.byCookie("any");

  private final YamlMap map;

  private StickyBinder(YamlMap map) {
    this.map = map;
  }

  static Optional<Stickiness> bind(YamlValue value) {
    return value.map(KEYS).flatMap(map -> new StickyBinder(map).bind());
  }

  private Optional<Stickiness> bind() {
    Optional<Stickiness> named = named();
    Stickiness stickiness = read(named.orElse(ANY));
    boolean issues =
        map.find("issue").flatMap(YamlValue::flag).orElse(map.find("cookie").isPresent());
    if (issues) {
      stickiness = issuing(stickiness);
    } else {
      complainOfWhatIsIssued();
    }
    Stickiness bound = stickiness;
    return named.map(any -> bound);
  }

  private Optional<Stickiness> named() {
    Optional<YamlValue> parameter = map.find("parameter");
    if (map.find("cookie").isEmpty() && parameter.isPresent()) {
      return parameter.flatMap(StickyBinder::name).flatMap(n -> made(parameter.get(), n));
    }
    Optional<YamlValue> cookie = map.require("cookie", "a name, if there is no parameter");
    return cookie
        .flatMap(StickyBinder::name)
        .flatMap(name -> cookie.get().made(() -> Stickiness.byCookie(name)));
  }

  private static Optional<Stickiness> made(YamlValue parameter, String name) {
    return parameter.made(() -> Stickiness.byParameter(name));
  }

  private Stickiness read(Stickiness unless) {
    Stickiness read = with(unless, "parameter", StickyBinder::name, Stickiness::parameter);
    return Rows.bind(map, StickyRows.ALL, read);
  }

  private Stickiness issuing(Stickiness stickiness) {
    Optional<YamlValue> cookie = map.find("cookie");
    if (cookie.isEmpty()) {
      map.find("issue").ifPresent(issue -> issue.wrong("false, or a cookie as well"));
      return stickiness;
    }
    RouteCookie plain = Rows.bind(map, RouteCookieRows.ALL, RouteCookie.DEFAULT);
    Stickiness issuing = cookie.get().made(() -> stickiness.issued(plain)).orElse(stickiness);
    // Last, and by itself: what a signature does not go with is reported at the key.
    return with(
        issuing,
        "key",
        StickyBinder::signature,
        (unsigned, signature) -> unsigned.issued(plain.signature(signature)));
  }

  private void complainOfWhatIsIssued() {
    for (String key : OF_ISSUED) {
      map.find(key).ifPresent(value -> value.wrong("left out, as no cookie is issued"));
    }
  }

  /** Sets one key on what is whole, so that each wrong one is reported at its own place. */
  private <B, T> B with(
      B whole, String key, Function<YamlValue, Optional<T>> reader, BiFunction<B, T, B> setter) {
    Optional<YamlValue> value = map.find(key);
    return value
        .flatMap(reader)
        .flatMap(read -> value.get().made(() -> setter.apply(whole, read)))
        .orElse(whole);
  }

  private static Optional<String> name(YamlValue value) {
    return value.text("a name");
  }

  private static Optional<RouteSignature> signature(YamlValue value) {
    return value.file(KEY_FILE).flatMap(file -> value.made(() -> new RouteSignature(bytes(file))));
  }

  private static byte[] bytes(Path file) {
    try {
      return RegularFile.read(file, KEY_BYTES_MAX);
    } catch (RegularFile.Unfit e) {
      Check.argument(FileKind.of(file) != FileKind.REGULAR, "key", file, KEY_FILE);
      throw new IllegalArgumentException("key: " + file + " " + e.getReason(), e);
    } catch (IOException e) {
      throw new IllegalArgumentException(Check.message("key", file, "a file that can be read"), e);
    }
  }
}
