package org.rpicluster.balancer.program.config.apache;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rpicluster.balancer.program.config.AccessLogSettings;
import org.rpicluster.balancer.program.config.LogSettings.Level;
import org.rpicluster.balancer.vertx.accesslog.LogCondition;
import org.rpicluster.balancer.vertx.header.Condition;
import org.rpicluster.balancer.vertx.header.VariableRule;

/** What {@code CustomLog} and {@code LogLevel} say. */
class LogLinesTest {

  @TempDir private Path folder;

  private Translated withLog(String behind, String... others) {
    return Translated.inHost(
        String.join("\n", others),
        "CustomLog " + folder + "/access.log combined " + behind,
        "ProxyPass / http://h/");
  }

  private static LogCondition which(Translated translated) {
    assertThat(translated.configuration().accessLogs()).hasSize(1);
    return translated.configuration().accessLogs().get(0).which();
  }

  @ParameterizedTest
  @CsvSource({"env=!health", "env=health", "\"expr=%{REQUEST_STATUS} -ge 400\""})
  void condition_isThatOfTheAccessLog(String condition) {
    Translated translated = withLog(condition);

    assertThat(which(translated).when()).containsExactly(Condition.of(condition.replace("\"", "")));
    assertThat(translated.needs()).isEmpty();
  }

  @Test
  void variables_thatAConditionAsksFor_areSetAsTheServerSays_andNoOthers() {
    Translated translated =
        withLog(
            "env=!quiet",
            "SetEnvIf User-Agent ^probe robot",
            "SetEnvIf Request_URI ^/img image",
            "SetEnvIf robot 1 quiet=yes",
            "SetEnvIfNoCase Host inner other");

    assertThat(which(translated).variables())
        .extracting(VariableRule::name)
        .containsExactly("robot", "quiet");
  }

  @Test
  void otherCondition_needsTheUser_andEveryRequestHasALine() {
    String why = "if=health (expected: tls, env=NAME, env=!NAME or expr=EXPRESSION)";
    Translated translated = withLog("if=health");

    assertThat(which(translated)).isEqualTo(LogCondition.ALWAYS);
    assertThat(translated.needs())
        .singleElement()
        .asString()
        .contains(why)
        .endsWith("; every request has a line");
  }

  @Test
  void variablesAndCookies_ofAFormat_areCarriedOut() {
    Translated translated =
        Translated.inHost(
            "LogFormat \"%h %!200{robot}e %{JSESSIONID}C %{%Y}t %{SSL_PROTOCOL}x 100%%O\" mine",
            "SetEnvIf User-Agent ^probe robot",
            "SetEnvIf Request_URI ^/img image",
            "CustomLog " + folder + "/access.log mine",
            "ProxyPass / http://h/");

    assertThat(translated.needs()).isEmpty();
    assertThat(translated.configuration().accessLogs().get(0).format())
        .isEqualTo("%h %!200{robot}e %{JSESSIONID}C %{%Y}t %{tlsProtocol}x 100%%O");
    assertThat(which(translated).when()).isEmpty();
    assertThat(which(translated).variables())
        .extracting(VariableRule::name)
        .containsExactly("robot");
  }

  private List<String> logs(Translated translated) {
    return translated.configuration().accessLogs().stream().map(this::text).toList();
  }

  /** Its file, its format, and when it has a line. */
  private String text(AccessLogSettings log) {
    String when =
        log.which().when().stream().map(Condition::text).collect(Collectors.joining(" and "));
    return (folder.relativize(log.file()) + " " + log.format() + " " + when).strip();
  }

  private String log(String line) {
    return "CustomLog " + folder + "/" + line;
  }

  @Test
  void eachLine_isALog_withItsFormatAndCondition() {
    Translated translated =
        Translated.inHost(
            "SetEnvIf Request_URI ^/img image",
            log("all.log combined"),
            log("images.log common env=image"),
            log("all.log \"%k %X %R\""),
            "ProxyPass / http://h/");

    assertThat(logs(translated))
        .containsExactly("all.log combined", "images.log common env=image", "all.log %k %X %R");
    assertThat(translated.needs()).isEmpty();
  }

  @Test
  void hostsOwnLogs_areForItsRequests_andTheMainServersForTheOthers() {
    Translated translated =
        Translated.of(
            "Listen 80",
            "Listen 443",
            log("main.log common"),
            "<VirtualHost *:80>\nServerName a.example\n" + log("a.log common") + "\n</VirtualHost>",
            "<VirtualHost *:80>\nServerName b\nServerAlias *.b\n</VirtualHost>",
            "<VirtualHost *:443>\nServerName a.example\n</VirtualHost>");

    assertThat(logs(translated))
        .containsExactly(
            "a.log common expr=(%{SERVER_PORT} == '80'"
                + " && !(%{SERVER_NAME} =~ /^(?:b|.*\\.b)\\.?$/i))",
            "main.log common expr=(%{SERVER_PORT} == '80'"
                + " && (%{SERVER_NAME} =~ /^(?:b|.*\\.b)\\.?$/i))"
                + " || (%{SERVER_PORT} == '443')");
    assertThat(translated.needs()).isEmpty();
  }

  @Test
  void mainServersLog_hasNoLine_whereEachHostHasALogOfItsOwn() {
    Translated translated =
        Translated.of(
            log("main.log common"),
            "<VirtualHost *:80>\n" + log("a.log common") + "\n</VirtualHost>");

    assertThat(logs(translated)).containsExactly("a.log common");
    assertThat(translated.needs()).isEmpty();
  }

  @Test
  void hostsThatLogAlike_shareOneLog() {
    String host = "<VirtualHost *:80>\nServerName %s\n" + log("a.log common") + "\n</VirtualHost>";
    Translated translated = Translated.of(host.replace("%s", "a"), host.replace("%s", "b"));

    assertThat(logs(translated)).containsExactly("a.log common");
  }

  @Test
  void mainServersLog_asksForWhatEachHostSets() {
    Translated translated =
        Translated.of(
            log("access.log combined env=!quiet"),
            "SetEnvIf Request_URI ^/img quiet",
            "<VirtualHost *:80>\nServerName a\nSetEnvIf Host a quiet\n</VirtualHost>",
            "<VirtualHost *:80>\nServerName b\n</VirtualHost>");

    assertThat(translated.needs()).isEmpty();
    assertThat(translated.configuration().accessLogs())
        .extracting(log -> log.which().variables().size())
        .containsExactly(2, 1);
  }

  @Test
  void hostsOfOneAddress_shareALog_asConditionsKnowNoAddresses() {
    Translated translated =
        Translated.of(
            "<VirtualHost 127.0.0.1:80>\n" + log("a.log common") + "\n</VirtualHost>",
            "<VirtualHost *:80>\n" + log("b.log common") + "\n</VirtualHost>");

    assertThat(logs(translated)).containsExactly("a.log common");
    assertThat(translated.needs())
        .singleElement()
        .asString()
        .contains("one address has one log: " + folder + "/a.log");
  }

  @ParameterizedTest
  @CsvSource({
    "warn, WARN",
    "info proxy:trace5, INFO",
    "mod_proxy.c:debug rewrite_module:trace8, WARN",
    "TRACE1 ssl:Warn, DEBUG"
  })
  void level_isTheWordThatIsForEveryModule(String words, Level level) {
    Translated translated = Translated.inHost("LogLevel " + words, "ProxyPass / http://h/");

    assertThat(translated.errors()).isEmpty();
    assertThat(translated.configuration().log().orElseThrow().level()).isEqualTo(level);
  }

  @ParameterizedTest
  @CsvSource({
    "wran, 'LogLevel: wran (expected: warn)'",
    "loud, 'LogLevel: loud (expected: emerg, alert, crit, error, warn, notice, info, debug, trace1 to trace8)'",
    "info proxy:dbug, 'LogLevel: proxy:dbug (expected: debug)'",
    "info prxy:debug, 'LogLevel: prxy:debug (expected: proxy)'",
    "info proxy:, 'LogLevel: proxy: (expected: emerg, alert, crit, error, warn, notice, info, debug, trace1 to trace8)'"
  })
  void misspeltWord_isAnError_withTheRightOne(String words, String message) {
    Translated translated = Translated.inHost("LogLevel " + words, "ProxyPass / http://h/");

    assertThat(translated.errors()).containsExactly("2: " + message);
  }
}
