package org.rpicluster.balancer.vertx.routing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathMappingTest {

  @ParameterizedTest
  @CsvSource({
    "/app, /x, /app/a, /x/a",
    "/app, /x, /app, /x",
    "/app, /x, /app?q=%2F, /x?q=%2F",
    "/app, /x, /app/a%2Fb%20c?d, /x/a%2Fb%20c?d",
    "/app, /x, /%61pp//a, /x//a",
    "/app, /x, //app/a, /x/a",
    "/app, /x, /app;v=1/a, /x;v=1/a",
    "/app, /x, /app%2fa, /x%2fa",
    "/app/, /x, /app/a, /x/a",
    "/app, /x/, /app/a, /x/a",
    "/app, /, /app, /",
    "/app, /, /app/a, /a",
    "/app, /, /app//evil.test/a, /evil.test/a",
    "/app, /, /app?q, /?q",
    "/, /x, /a, /x/a",
    "/, /x, /, /x/",
    "/app, /app, /app/a, /app/a",
    "/, /, //evil.test/a, /evil.test/a",
    "/, /, /a//b, /a//b",
    "/, /x, *, *",
    "/my files, /x%20y, /my%20files/a%20b, /x%20y/a%20b",
    "/my files, /x%20y, /%6Dy%20files, /x%20y",
  })
  void toMember_replacesThePrefixAndNothingElse(String path, String to, String target, String is) {
    assertThat(new PathMapping(path, to).toMember(target)).isEqualTo(is);
  }

  @ParameterizedTest
  @CsvSource({
    "/app, /x, /x/a?b, /app/a?b",
    "/app, /x, /x, /app",
    "/app, /x, /x?b, /app?b",
    "/app, /x, /x;jsessionid=1?b, /app;jsessionid=1?b",
    "/app, /x, /xa, ",
    "/app, /x, /other, ",
    "/app, /, /a, /app/a",
    "/app, /, /, /app/",
    "/, /x, /x/a, /a",
    "/, /x, /x, /",
    "/, /x, /x//evil.test, /evil.test",
    "/app, /app, /other, /other",
    "/my files, /x%20y, /x%20y/a, /my%20files/a",
    "/app, /, /app, /app",
    "/app, /, /app/a?b, /app/a?b",
    "/app, /, /app?b, /app?b",
    "/app, /, /app#b, /app#b",
    "/app, /, /app;v=1/a, /app;v=1/a",
    "/app, /, /%61pp/a, /%61pp/a",
    "/app, /, /apple, /app/apple",
    "/app, /x, /app/a, /app/a",
    "/app, /app/v1, /app/v1/a, /app/a",
    "/app, /app/v1, /app/a, /app/a",
    "/a/b, /a, /a/b/c, /a/b/c",
    "/a/b, /a, /a/c, /a/b/c",
    "/\u00c3\u00a4pp, /, /%c3%a4pp/a, /%c3%a4pp/a",
  })
  void toClient_isTheWayBack(String path, String to, String said, String is) {
    assertThat(new PathMapping(path, to).toClient(said).orElse(null)).isEqualTo(is);
  }
}
