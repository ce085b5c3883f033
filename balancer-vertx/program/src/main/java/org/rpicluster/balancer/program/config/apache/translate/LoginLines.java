package org.rpicluster.balancer.program.config.apache.translate;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.rpicluster.balancer.program.config.NamesInLocale;
import org.rpicluster.balancer.program.config.apache.syntax.Directive;
import org.rpicluster.balancer.program.login.UserList;
import org.rpicluster.balancer.vertx.access.Login;

/**
 * Reads where a section has its users from. Immutable. Apache's {@code mod_authn_core}, {@code
 * mod_authn_file}, {@code mod_authz_groupfile}.
 *
 * @param type {@code AuthType}
 * @param realm {@code AuthName}
 * @param users {@code AuthUserFile}
 * @param groups {@code AuthGroupFile}
 */
record LoginLines(
    Optional<Directive> type,
    Optional<Directive> realm,
    Optional<Directive> users,
    Optional<Directive> groups) {

  private static final LoginLines NONE =
      new LoginLines(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  /** Stands for one that there is not: the start has been stopped for it. */
  private static final Login MISSING = new Login(Path.of("missing"), Optional.empty(), "missing");

  static LoginLines of(Directive section, Fates fates) {
    LoginLines lines = NONE;
    for (Directive line : section.children()) {
      Optional<Directive> said = Optional.of(line);
      switch (line.key()) {
        case "authtype" -> lines = new LoginLines(said, lines.realm, lines.users, lines.groups);
        case "authname" -> lines = new LoginLines(lines.type, said, lines.users, lines.groups);
        case "authuserfile" -> lines = new LoginLines(lines.type, lines.realm, said, lines.groups);
        case "authgroupfile" -> lines = new LoginLines(lines.type, lines.realm, lines.users, said);
        case "authbasicprovider" -> provider(line, fates);
        default -> {} // not about users
      }
    }
    lines.all().forEach(fates::translated);
    lines.type.ifPresent(line -> type(line, fates));
    return lines;
  }

  private List<Directive> all() {
    return Stream.of(type, realm, users, groups).flatMap(Optional::stream).toList();
  }

  private static void type(Directive line, Fates fates) {
    String type = line.argument(0);
    if (!type.equalsIgnoreCase("basic") && !type.equalsIgnoreCase("none")) {
      fates.stops(line, "AuthType " + type + " is not known here: AuthType Basic is");
    }
  }

  private static void provider(Directive line, Fates fates) {
    if (line.arguments().equals(List.of("file"))) {
      fates.translated(line);
    } else {
      fates.stops(line, "users are known from files alone: AuthBasicProvider file");
    }
  }

  boolean isEmpty() {
    return equals(NONE);
  }

  /** What a later section says on top of this one. */
  LoginLines then(LoginLines later) {
    return new LoginLines(
        later.type.or(() -> type),
        later.realm.or(() -> realm),
        later.users.or(() -> users),
        later.groups.or(() -> groups));
  }

  /**
   * The login; reads its files, so that what is wrong with them is known before the start.
   *
   * @param asking the line that asks for a user
   * @param root what names of files are relative to
   */
  Login login(Directive asking, Path root, Fates fates) {
    boolean isBasic = type.filter(line -> line.argument(0).equalsIgnoreCase("basic")).isPresent();
    boolean wantsGroups = asking.arguments().stream().anyMatch("group"::equalsIgnoreCase);
    if (!isBasic || realm.isEmpty() || users.isEmpty() || wantsGroups && groups.isEmpty()) {
      String lines =
          "AuthType Basic, AuthName and AuthUserFile" + (wantsGroups ? ", AuthGroupFile" : "");
      fates.stops(asking, "it is not said where users are known from: " + lines);
      return MISSING;
    }
    try {
      Login login =
          new Login(
              path(users.get(), root),
              groups.map(line -> path(line, root)),
              realm.get().argument(0));
      UserList.read(login.users(), login.groups());
      return login;
    } catch (IllegalArgumentException e) {
      fates.stops(users.get(), String.valueOf(e.getMessage()));
      return MISSING;
    }
  }

  private static Path path(Directive line, Path root) {
    return root.resolve(NamesInLocale.path(line.shown(), line.argument(0)));
  }
}
