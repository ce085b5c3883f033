package org.rpicluster.balancer.program.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.rpicluster.balancer.program.cli.Commands.Result;
import org.rpicluster.balancer.program.kit.StartedProgram;

/** {@code password}, and commands to a manager that wants to know who asks. */
@Timeout(60)
class LoginCommandsTest {

  @TempDir private Path directory;

  private static Result typing(String input, Object... arguments) {
    InputStream before = System.in;
    System.setIn(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
    try {
      return Commands.run(arguments);
    } finally {
      System.setIn(before);
    }
  }

  private StartedProgram program(String... users) throws IOException {
    Path file = Files.writeString(directory.resolve("users"), String.join("\n", users));
    return new StartedProgram(
        "listen: 127.0.0.1:0\n"
            + "clusters: {c: {members: ['http://127.0.0.1:1']}}\n"
            + "routes: [{path: /m, users: "
            + file
            + ", manager: {}}]\n");
  }

  @Test
  void linesOfPasswordAndToken_letTheirUsersIn() throws Exception {
    String anna = typing("gehe im\u00fc\n", "password", "--cost", 4, "anna").out().get(0);
    Result deploy = Commands.run("password", "--token", "deploy");
    String token = deploy.err().get(0).replace("token: ", "");
    Path file = Files.writeString(directory.resolve("token"), token + "\n");
    try (StartedProgram program = program(anna, deploy.out().get(0))) {
      String manager = "http://127.0.0.1:" + program.port(0) + "/m";
      Result none = Commands.run("status", "--manager", manager);
      assertThat(none.status()).isEqualTo(2);
      assertThat(none.err()).containsExactly("balancer: A user and a password are needed.");
      for (List<String> login :
          List.of(
              List.of("--user", "anna:gehe im\u00fc"),
              List.of("--token", token),
              List.of("--token-file", file.toString()))) {
        Result status = Commands.run("status", "--manager", manager, login.get(0), login.get(1));
        assertThat(status.err()).isEmpty();
        assertThat(status.out().get(0)).startsWith("c, byrequests");
      }
      Result asked =
          typing("gehe im\u00fc\n", "drain", "127.0.0.1:1", "--manager", manager, "--user", "anna");
      assertThat(asked.out()).containsExactly("127.0.0.1:1 is draining, 0 in flight");
    }
  }

  @Test
  void password_thatCannotBe_isRefused() {
    assertThat(typing("", "password", "anna").err().get(0)).contains("password of anna: none");
    assertThat(typing("\n", "password", "anna").err().get(0))
        .contains("password: 0 bytes (expected: 1 to 72 bytes in UTF-8)");
    assertThat(typing("x\n", "password", "an:na").err().get(0)).contains("name: an:na (expected:");
    assertThat(typing("x\n", "password", "anna", "--cost", "31").status()).isEqualTo(2);
    assertThat(Commands.run("status", "--token", "a b").err())
        .containsExactly("balancer: --token: 3 characters (expected: a token without blanks)");
  }
}
