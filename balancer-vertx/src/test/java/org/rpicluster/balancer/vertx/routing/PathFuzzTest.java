package org.rpicluster.balancer.vertx.routing;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.rpicluster.balancer.vertx.http.Target;

/** A request reaches a member by the path that its route was chosen by. */
class PathFuzzTest {

  /** Of a query the bytes beyond ASCII are carried, of a path they are not. */
  private static final String PATH_AND_QUERY = "/(?!/)[!-~&&[^?\\\\]]*(?:\\?[!-~\\x80-\\xFF]*)?";

  private static final Match APP = new Match(Hosts.ANY, "/app", List.of("/app/not"));

  @FuzzTest(maxDuration = "60s")
  void theMemberSeesThePath_thatTheRouteWasChosenBy(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    checkPrefix(text);
    Target target = Target.of(text, true);
    String plain = plain(target.pathAndQuery());
    if (target == Target.INVALID || plain.isEmpty()) {
      return;
    }
    assertThat(plain).startsWith("/").doesNotContain("//", "\\");
    assertThat(List.of(plain.split("/"))).doesNotContain(".", "..");
    checkMember(target, plain, "/", "/", plain);
    checkMember(target, plain, "/", "/x", plain.equals("/") ? "/x" : "/x" + plain);
    if (APP.has("", plain)) {
      String rest = plain.substring("/app".length());
      checkMember(target, plain, "/app", "/y/z", "/y/z" + rest);
      checkMember(target, plain, "/app", "/", rest.startsWith("/") ? rest : "/" + rest);
    }
  }

  private static void checkMember(
      Target target, String plain, String from, String to, String expected) {
    PathMapping mapping =
        PathMapping.of(Match.of(from), Rewriting.DEFAULT.paths(PathRewriting.NONE.to(to)));
    String asked = mapping.toMember(target.pathAndQuery());
    if (target.pathAndQuery().equals("*")) {
      assertThat(asked).isEqualTo("*");
      return;
    }
    assertThat(asked).matches(PATH_AND_QUERY);
    assertThat(withoutSlash(plain(asked))).as(asked).isEqualTo(withoutSlash(expected));
    boolean clients = // what an application that knows the client's prefix says
        from.length() > to.length() && new Match(Hosts.ANY, from, List.of()).has("", plain(asked));
    if (asked.indexOf('%') < 0 && !clients) { // %2F does not end a prefix that a member writes
      assertThat(mapping.toClient(asked).map(PathFuzzTest::plain).map(PathFuzzTest::withoutSlash))
          .contains(withoutSlash(plain));
    }
  }

  private static String withoutSlash(String path) {
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  private static String plain(String target) {
    String plain = PlainPath.of(target);
    int query = target.equals(plain) ? plain.indexOf('?') : -1;
    return query < 0 ? plain : plain.substring(0, query);
  }

  private static void checkPrefix(String text) {
    try {
      String plain = Prefix.read("path", text);
      assertThat(Prefix.read("path", Prefix.written(plain))).isEqualTo(plain);
      assertThat(new Match(Hosts.ANY, plain, List.of()).has("", plain(text))).isTrue();
    } catch (IllegalArgumentException e) {
      assertThat(e).hasMessageStartingWith("path: '");
    }
  }
}
