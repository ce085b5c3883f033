package org.rpicluster.balancer.vertx.accesslog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.vertx.core.json.JsonObject;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.pick.Candidate;
import org.rpicluster.balancer.vertx.header.FieldPattern;
import org.rpicluster.balancer.vertx.header.VariableRule;
import org.rpicluster.balancer.vertx.proxy.ExchangeEnd;

class LogFormatTest {

  @Test
  void combined_isApaches() {
    Summaries usual =
        new Summaries().field("Referer", "http://pi/").field("User-Agent", "curl/8.14.1");

    assertThat(line("combined", usual))
        .isEqualTo(
            "192.168.0.7 - - [22/Nov/2026:11:28:19 +0000] \"GET /a?b HTTP/1.1\" 200 1234"
                + " \"http://pi/\" \"curl/8.14.1\"\n");
    assertThat(line("common", usual))
        .isEqualTo("192.168.0.7 - - [22/Nov/2026:11:28:19 +0000] \"GET /a?b HTTP/1.1\" 200 1234\n");
  }

  @Test
  void combined_hasHyphensForWhatThereIsNot() {
    assertThat(line("combined", new Summaries().status(0, 0)))
        .endsWith("\"GET /a?b HTTP/1.1\" - - \"-\" \"-\"\n");
  }

  @Test
  void json_saysEverything() {
    Summaries usual = new Summaries().field("Host", "a.test:81").field("User-Agent", "curl/8");

    assertThat(line("json", usual))
        .isEqualTo(
            "{\"time\":\"2026-11-22T11:28:19.042Z\",\"requestId\":\"id-1\","
                + "\"client\":\"192.168.0.7\",\"peer\":\"10.0.0.1\",\"tls\":null,"
                + "\"host\":\"a.test:81\",\"method\":\"GET\",\"target\":\"/a?b\","
                + "\"protocol\":\"HTTP/1.1\",\"referer\":null,\"userAgent\":\"curl/8\","
                + "\"status\":200,\"bytesFromClient\":77,\"bytesToClient\":1234,"
                + "\"cluster\":\"pis\",\"member\":\"pi1\",\"attempts\":2,\"queueMs\":3.000,\"connectMs\":1.002,"
                + "\"firstByteMs\":12.000,\"totalMs\":2345.678,\"end\":\"complete\","
                + "\"reason\":null,\"user\":null,\"traceId\":null,\"spanId\":null}\n");
  }

  @Test
  void json_ofARefusedRequest_saysWhy() {
    JsonObject line = new JsonObject(line("json", new Summaries().refused("No \"Host\".")));

    assertThat(line.getString("end")).isEqualTo("refused");
    assertThat(line.getString("reason")).isEqualTo("No \"Host\".");
    assertThat(line.getValue("member")).isNull();
    assertThat(line.getValue("connectMs")).isNull();
    assertThat(line.getValue("firstByteMs")).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01, true",
    "cc-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-what-comes, true",
    "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-x, false",
    "cc-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01x, false",
    "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01, false",
    "00-00000000000000000000000000000000-b7ad6b7169203331-01, false",
    "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01, false",
    "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01, false",
    "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331, false",
    "nonsense, false",
  })
  void traceparent_thatIsWellFormed_hasItsIds(String field, boolean wellFormed) {
    String ids = line("%{traceId}x %{spanId}x", new Summaries().field("traceparent", field));

    String wanted = "0af7651916cd43dd8448eb211c80319c b7ad6b7169203331\n";
    assertThat(ids).isEqualTo(wellFormed ? wanted : "- -\n");
  }

  @Test
  void user_isWhoTheClientHasShownToBe_escaped() {
    assertThat(line("%l %u", new Summaries().user("ann\" x"))).isEqualTo("- ann\\\" x\n");
    assertThat(new JsonObject(line("json", new Summaries().user("ann"))).getString("user"))
        .isEqualTo("ann");
  }

  @Test
  void bytesWithHeads_areAsHttp11WritesThem() {
    Summaries usual = new Summaries().field("Host", "a.test").answered("Content-Length", "1234");
    int asked = "GET /a?b HTTP/1.1\r\nHost: a.test\r\n\r\n".length() + 77;
    int answered = "HTTP/1.1 200 OK\r\nContent-Length: 1234\r\n\r\n".length() + 1234;

    assertThat(line("%I %O", usual)).isEqualTo(asked + " " + answered + "\n");
    assertThat(line("%O", usual.status(0, 0))).isEqualTo("0\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "%h %a %{c}a | 192.168.0.7 192.168.0.7 10.0.0.1",
        "%l%u | --",
        "%m %U %q %H | GET /a ?b HTTP/1.1",
        "%s %>s %<s %b %B | 200 200 200 1234 1234",
        "%D %T %{s}T %{ms}T %{us}T | 2345678 2 2 2345 2345678",
        "%v %V %p | a.test a.test 8080",
        "%{X-a}i %{x-b}i %{X-C}o | one, two - three",
        "%{member}x %{cluster}x %{attempts}x | pi1 pis 2",
        "%{connect}x %{firstByte}x %{total}x | 1.002 12.000 2345.678",
        "%{bytesFromClient}x %{bytesToClient}x | 77 1234",
        "%{end}x;%{requestId}x;%{tlsProtocol}x;%{tlsCipher}x | complete;id-1;-;-",
        "100%% {x} %h% %a | ",
        "%{X-C}o %200{X-C}o %!200{X-C}o %404,200s %!404,500s | three three - 200 200",
        "%{canonical}p %{local}p | 8080 8080",
        "%{begin:sec}t %{msec}t %{usec}t | 1795346899 1795346899042 1795346899042000",
        "%{%S}t.%{msec_frac}t %{usec_frac}t | 19.042 042000",
        "%{end:%T}t.%{end:msec_frac}t | 11:28:21.387",
        "%{%d/%b/%Y:%T %z}t | 22/Nov/2026:11:28:19 +0000",
        "%{%A %a %B %e %j %I%p %R %F %D %y %m %M %s %u %% x}t"
            + " | Sunday Sun November 22 326 11AM 11:28 2026-11-22 11/22/26 26 11 28 1795346899 7 % x",
      })
  void pattern_isFilledIn(String pattern, String expected) {
    if (expected == null) {
      assertThatIllegalArgumentException().isThrownBy(() -> LogFormat.of(pattern));
      return;
    }
    Summaries exchange =
        new Summaries().field("X-A", "one").field("x-a", "two").answered("x-c", "three");

    assertThat(line(pattern, exchange)).isEqualTo(expected + "\n");
  }

  @Test
  void pattern_ofARefusedRequest_hasItsReasonAndHyphens() {
    String pattern = "%{end}x;%{member}x;%{connect}x;%{firstByte}x";

    assertThat(line(pattern, new Summaries().refused("There is no Host field.")))
        .isEqualTo("refused: There is no Host field.;-;-;-\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "%h %z | %z at character 4",
        "%{a}h | %{a}h at character 1",
        "%{Referer | %{Referer at character 1",
        "a % b | % b at character 3",
        "%h% | % at character 3",
        "%{hour}T | %{hour}T at character 1",
        "%40h | %40h at character 1",
        "%{%Q}t | %{%Q}t at character 1",
        "%{%}t | %{%}t at character 1",
        "%{remote}p | %{remote}p at character 1",
        "%{membre}x | %{membre}x at character 1",
        "%i | %i at character 1",
      })
  void directiveThatThereIsNot_isNamedWithItsPlace(String pattern, String shown) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LogFormat.of(pattern))
        .withMessageStartingWith("format: " + shown + " (expected: ");
  }

  @Test
  void cookieAndVariable_areThoseOfTheExchange_andOfRules() {
    Summaries exchange =
        new Summaries()
            .field("Cookie", "other=1; JSESSIONID=abc.pi1; x=\"y\"")
            .variable("FROM_RULES", "seen");
    VariableRule rule =
        new VariableRule(
            "BOT",
            Optional.of("yes"),
            Optional.of(new VariableRule.Test("Cookie", FieldPattern.of("other", false))),
            List.of());
    LogFormat format =
        LogFormat.of("%{JSESSIONID}C %{none}C %{FROM_RULES}e %{BOT}e %{none}e", List.of(rule));

    assertThat(format.line(exchange.summary())).isEqualTo("abc.pi1 - seen yes -\n");
  }

  @Test
  void connection_isKept_orClosedBehindTheAnswer_orCutWithinIt() {
    Summaries second = new Summaries();
    second.connection().countRequest();
    second.connection().countRequest();
    Summaries last = new Summaries();
    last.connection().takeNoMore();

    assertThat(line("%k %X", second)).isEqualTo("1 +\n");
    assertThat(line("%k %X", last)).isEqualTo("0 -\n");
    assertThat(line("%X", new Summaries().ended(ExchangeEnd.CLIENT_GONE))).isEqualTo("X\n");
  }

  @Test
  void handler_isTheProxy_whereAMemberWasTried() {
    assertThat(line("%R %L %{note}n", new Summaries())).isEqualTo("- - -\n");
    assertThat(line("%R", new Summaries().tried(Candidate.NONE))).isEqualTo("proxy-server\n");
  }

  @Test
  void sessionThatChangesItsMember_isSaid() {
    Candidate none = Candidate.NONE;
    Member member = Member.at("http://pi1:81").route("r1").build();
    Candidate tried = new Candidate(0, member, none.counters(), none.health(), none.eligibility());
    String pattern = "%{BALANCER_ROUTE_CHANGED}e %{BALANCER_SESSION_STICKY}e";

    assertThat(line(pattern, new Summaries().tried(tried))).isEqualTo("- -\n");
    assertThat(line(pattern, new Summaries().tried(tried).session("SID", ""))).isEqualTo("1 -\n");
    assertThat(line(pattern, new Summaries().tried(tried).session("SID", "r1")))
        .isEqualTo("- SID\n");
    assertThat(line(pattern, new Summaries().tried(tried).session("SID", "r2")))
        .isEqualTo("1 SID\n");
  }

  @Test
  void variablesOfBalancers_areThoseOfTheLastMemberTried() {
    Candidate none = Candidate.NONE;
    Member member = Member.at("http://pi1:81").route("r1").build();
    Candidate tried = new Candidate(0, member, none.counters(), none.health(), none.eligibility());
    String pattern = "%{BALANCER_NAME}e %{BALANCER_WORKER_NAME}e %{BALANCER_WORKER_ROUTE}e";

    assertThat(line(pattern, new Summaries().tried(tried)))
        .isEqualTo("balancer://pis http://pi1:81 r1\n");
    assertThat(line(pattern, new Summaries())).isEqualTo("- - -\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"combine", "", "%h\n%t", "%h \u00e9"})
  void anythingElse_isRefused(String format) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LogFormat.of(format))
        .withMessageStartingWith("format: ");
  }

  @Test
  void controlCharacters_areEscapedAsInApache() {
    Summaries evil =
        new Summaries().target("/\u00c3\u00a9").field("User-Agent", "\"\\\b\n\r\t\013\f\0\033\177");

    assertThat(line("%U %{User-Agent}i", evil))
        .isEqualTo("/\\xc3\\xa9 \\\"\\\\\\b\\n\\r\\t\\v\\x0c\\x00\\x1b\\x7f\n");
  }

  /** S29: whatever a client sends, it is one line, and in its own field. */
  @Property(tries = 300)
  void line_isOneLineOfAscii_withQuotesThatPair(
      @ForAll String target, @ForAll String referer, @ForAll String agent) {
    Summaries evil = new Summaries().target(target).field("Referer", referer);
    String line = line("combined", evil.field("User-Agent", agent));
    String bare = line.substring(0, line.length() - 1);

    assertThat(line).endsWith("\n");
    assertThat(bare.chars()).allMatch(c -> c >= ' ' && c <= '~');
    assertThat(bare.replaceAll("\\\\.", "").chars().filter(c -> c == '"')).hasSize(6);
  }

  @Property(tries = 300)
  void json_isOneLineOfAscii_thatReadsBack(
      @ForAll String target, @ForAll String host, @ForAll String agent) {
    Summaries evil = new Summaries().target('/' + target).field("Host", host);
    String line = line("json", evil.field("User-Agent", '/' + agent));
    JsonObject read = new JsonObject(line);

    assertThat(line.substring(0, line.length() - 1).chars()).allMatch(c -> c >= ' ' && c <= '~');
    assertThat(read.getString("target")).isEqualTo('/' + target);
    assertThat(read.getString("userAgent")).isEqualTo('/' + agent);
    assertThat(read.size()).isEqualTo(26);
  }

  private static String line(String format, Summaries exchange) {
    return LogFormat.of(format, ZoneOffset.UTC).line(exchange.summary());
  }
}
