package org.rpicluster.balancer.program.config.apache;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
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
    return translated.configuration().accessLog().map(AccessLogSettings::which).orElseThrow();
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

  @ParameterizedTest
  @CsvSource({
    "if=health, 'if=health (expected: tls, env=NAME, env=!NAME or expr=EXPRESSION)'",
    "env=BALANCER_ROUTE_CHANGED, 'env=BALANCER_ROUTE_CHANGED (expected: variables that SetEnvIf sets)'"
  })
  void otherCondition_needsTheUser_andEveryRequestHasALine(String condition, String why) {
    Translated translated = withLog(condition);

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
            "LogFormat \"%h %!200{robot}e %{JSESSIONID}C %{%Y}t %{SSL_PROTOCOL}x\" mine",
            "SetEnvIf User-Agent ^probe robot",
            "SetEnvIf Request_URI ^/img image",
            "CustomLog " + folder + "/access.log mine",
            "ProxyPass / http://h/");

    assertThat(translated.needs()).isEmpty();
    assertThat(translated.configuration().accessLog().orElseThrow().format())
        .isEqualTo("%h %!200{robot}e %{JSESSIONID}C %{%Y}t %{tlsProtocol}x");
    assertThat(which(translated).when()).isEmpty();
    assertThat(which(translated).variables())
        .extracting(VariableRule::name)
        .containsExactly("robot");
  }

  @Test
  void mainServersLog_isNotAskedForWhatHostsSetEachForItself() {
    Translated translated =
        Translated.of(
            "CustomLog " + folder + "/access.log combined env=!quiet",
            "SetEnvIf Request_URI ^/img quiet",
            "<VirtualHost *:80>\nServerName a\nSetEnvIf Host a quiet\n</VirtualHost>",
            "<VirtualHost *:80>\nServerName b\n</VirtualHost>");

    assertThat(translated.needs())
        .singleElement()
        .asString()
        .contains("variables that no virtual host sets for itself");
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
