package org.rpicluster.balancer.program.config.yaml;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.rpicluster.balancer.program.config.AccessRows;
import org.rpicluster.balancer.program.login.UserList;
import org.rpicluster.balancer.vertx.access.Credentials;
import org.rpicluster.balancer.vertx.access.KnownUser;
import org.rpicluster.balancer.vertx.access.Login;
import org.rpicluster.balancer.vertx.access.Requirement;

/**
 * Binds {@code users}: a file, or a map with who of them. Reads the files, so that what is wrong in
 * them is an error of the configuration. Stateless.
 */
final class UsersBinder {

  /** What browsers show where the file says nothing. */
  static final String REALM = "balancer";

  private static final Keys KEYS = Rows.keys(AccessRows.USERS);
  private static final String FILE = "a file of htpasswd";
  private static final String NAMES = "a name, or a list of them";

  private UsersBinder() {}

  static Optional<Requirement> bind(YamlValue value) {
    if (value.isText()) {
      return value
          .file(FILE)
          .flatMap(file -> login(value, file, Optional.empty(), REALM))
          .map(KnownUser::any);
    }
    return value.map(KEYS, FILE + ", or " + KEYS.expected()).flatMap(map -> bind(value, map));
  }

  private static Optional<Requirement> bind(YamlValue value, YamlMap map) {
    Optional<Path> file = map.require("file", FILE).flatMap(v -> v.file(FILE));
    Optional<Path> groupFile = map.find("groupFile").flatMap(v -> v.file("a file of groups"));
    String realm = map.find("realm").flatMap(v -> v.text("a text")).orElse(REALM);
    Set<String> names = names(map, "names");
    Set<String> groups = names(map, "groups");
    boolean isLess =
        map.find("names").isPresent() && names.isEmpty()
            || map.find("groups").isPresent() && (groups.isEmpty() || groupFile.isEmpty())
            || map.find("groupFile").isPresent() && groupFile.isEmpty();
    if (map.find("groups").isPresent() && groupFile.isEmpty()) {
      value.named("groupFile").wrong("nothing", "the file that says who is in the groups");
    }
    // With a part of it missing, it would be for more users than are meant.
    return file.filter(any -> !isLess)
        .flatMap(f -> login(value, f, groupFile, realm))
        .map(login -> new KnownUser(login, names, groups));
  }

  private static Optional<Login> login(
      YamlValue value, Path file, Optional<Path> groupFile, String realm) {
    return value.made(
        () -> {
          UserList.read(file, groupFile);
          return new Login(file, groupFile, realm);
        });
  }

  private static Set<String> names(YamlMap map, String key) {
    List<YamlValue> items =
        map.find(key).map(v -> v.isText() ? List.of(v) : v.list(NAMES)).orElse(List.of());
    List<String> names = items.stream().flatMap(item -> item.text(NAMES).stream()).toList();
    return names.size() < items.size()
        ? Set.of()
        : names.stream().map(Credentials::name).collect(Collectors.toUnmodifiableSet());
  }
}
