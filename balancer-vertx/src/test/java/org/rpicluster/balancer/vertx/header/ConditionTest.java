package org.rpicluster.balancer.vertx.header;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Apache's conditions, of a request for {@code /app/x}. */
class ConditionTest {

  private final Facts facts = KnownFacts.ofRequest("/app/x");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tls",
        "env=known",
        "env=empty",
        "env=!other",
        "expr=true",
        "expr=!false",
        "expr=%{REQUEST_STATUS} >= 400",
        "expr=%{REQUEST_STATUS} -ge 99",
        "expr=%{HTTP:X-Team} == 'red' && -R '192.168.0.0/24'",
        "expr=req('x') == '' || false",
        "expr=%{REQUEST_URI} =~ m#^/app(/|$)#",
        "expr=%{HTTP_USER_AGENT} =~ /bot/i",
        "expr=%{REQUEST_URI} !~ /^.b/",
        "expr=!(%{REQUEST_METHOD} -in {'PUT', 'POST'})",
        "expr=%{REMOTE_ADDR} -ipmatch '192.168.0.7'",
        "expr=-n reqenv('known') && -z reqenv('other')",
        "expr=-T reqenv('known')",
        "expr=tolower(%{HTTP:X-Team}) . '%{REQUEST_METHOD}' == \"redGET\"",
        "expr=(true && (false || true))",
        "expr=not (true and false) or false",
        "expr=%{HTTPS} == 'on'",
        "expr='a\\'b' != 'ab'",
        "expr=10 -gt 9"
      })
  void condition_holds(String text) {
    assertThat(Condition.of(text).holds(facts)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "env=!known",
        "env=other",
        "expr=false",
        "expr=-T 'off'",
        "expr='10' > '9'",
        "expr=%{REQUEST_URI} =~ m|^/x|",
        "expr=-R '10.0.0.0/8'",
        "expr=%{QUERY_STRING} -ipmatch '10.0.0.0/8'",
        "expr=true && false || false",
        "expr=true and not true"
      })
  void condition_doesNotHold(String text) {
    assertThat(Condition.of(text).holds(facts)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ssl",
        "env=",
        "env=a b",
        "expr=",
        "expr=%{NO_SUCH} == ''",
        "expr=%{HTTPS",
        "expr=a",
        "expr='a' == ",
        "expr=true true",
        "expr=(true",
        "expr='a' =~ 'b'",
        "expr='a' =~ /(/",
        "expr='a' =~ /(?=b)/",
        "expr=file('/etc/passwd') == ''",
        "expr=-e '/etc/passwd'",
        "expr='a",
        "expr='a' -in {'a'",
        "expr='a' -strmatch 'a*'",
        "expr=-R 'nowhere'"
      })
  void whatIsNoCondition_isRefused(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Condition.of(text))
        .withMessageContaining("expected");
  }

  @Test
  void depth_isBounded() {
    String deep = "expr=" + "(".repeat(10_000) + "true" + ")".repeat(10_000);
    assertThatIllegalArgumentException().isThrownBy(() -> Condition.of(deep));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Condition.of("expr=" + "!".repeat(10_000) + "true"));
  }
}
