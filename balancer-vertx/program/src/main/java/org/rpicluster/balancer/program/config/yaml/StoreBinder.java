package org.rpicluster.balancer.program.config.yaml;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.rpicluster.balancer.check.Check;
import org.rpicluster.balancer.program.config.StoreRows;
import org.rpicluster.balancer.program.config.StoreSettings;
import org.rpicluster.balancer.vertx.file.RegularFile;
import org.rpicluster.balancer.vertx.settings.ListenAddress;

/** Binds {@code peers.store}. Stateless. */
final class StoreBinder {

  private static final Keys KEYS = Rows.keys(StoreRows.KEYS);

  private static final String ADDRESS = "host:port such as 192.168.1.20:6379";

  private static final String WORD = "letters, digits, '.', '-' and '_'";

  /** Redis takes longer ones, which no person types. */
  private static final int PASSWORD_BYTES_MAX = 4096;

  private StoreBinder() {}

  static Optional<StoreSettings> bind(YamlValue value) {
    return value.map(KEYS).flatMap(StoreBinder::store);
  }

  private static Optional<StoreSettings> store(YamlMap map) {
    Optional<ListenAddress> at =
        map.require("redis", ADDRESS)
            .flatMap(v -> v.text(ADDRESS).flatMap(text -> v.made(() -> address(text))));
    String channel =
        map.find("channel")
            .flatMap(v -> v.text(WORD, StoreBinder::requireWord))
            .orElse("balancers");
    String user = map.find("user").flatMap(v -> v.text("a user")).orElse("");
    Optional<String> password =
        map.find("password")
            .flatMap(v -> v.file("a file").flatMap(file -> v.made(() -> password(file))));
    boolean tls = map.find("tls").flatMap(YamlValue::flag).orElse(false);
    Optional<Path> ca = map.find("ca").flatMap(v -> v.file("a PEM file"));
    return at.map(redis -> new StoreSettings(redis, channel, user, password.orElse(""), tls, ca));
  }

  private static ListenAddress address(String text) {
    ListenAddress redis = ListenAddress.parse(text);
    Check.argument(redis.port() > 0, "redis", text, ADDRESS);
    return redis;
  }

  private static String requireWord(String text) {
    Check.argument(text.matches("[A-Za-z0-9._-]{1,64}"), "channel", text, WORD);
    return text;
  }

  private static String password(Path file) {
    try {
      byte[] bytes = RegularFile.read(file, PASSWORD_BYTES_MAX);
      return new String(bytes, StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new IllegalArgumentException(
          Check.message("password", file, "a readable file with the password of Redis"), e);
    }
  }
}
