package org.rpicluster.balancer.vertx.header;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rpicluster.balancer.vertx.header.FieldChange.Action;
import org.rpicluster.balancer.vertx.http.Fields;
import org.rpicluster.balancer.vertx.http.NettyFields;

/** What each change makes of {@code X-A: one} and {@code X-B: banana}. */
class FieldChangeTest {

  private final Facts facts = KnownFacts.ofRequest("/app/x");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          SET          | X-A | two              | two
          SET          | X-C | two              | two
          SET_IF_EMPTY | X-A | two              | one
          SET_IF_EMPTY | X-C | two              | two
          APPEND       | X-A | two              | one, two
          APPEND       | X-C | two              | two
          APPEND       | Vary| Accept           | Cookie,Accept
          MERGE        | X-A | one              | one
          MERGE        | X-A | two              | one, two
          ADD          | X-A | two              | one;two
          SET          | X-A | 100%%            | 100%
          SET          | X-A | a %{known}e b    | a yes b
          SET          | X-A | %{other}e        | (null)
          SET          | X-A | %{REMOTE_ADDR}s  | 192.168.0.7
          SET          | X-A | %{SSL_CIPHER}s   | (null)
          SET          | X-A | %t %D            | t=1700000000000000 D=250
          SET          | X-A | expr=%{REQUEST_METHOD}-%{HTTP_HOST} | GET-a.test
          """)
  void value_isPutWhereItBelongs(Action action, String name, String value, String after) {
    Fields fields = fields();
    FieldChange.of(action, name, value).apply(fields, facts);

    assertThat(String.join(";", fields.getAll(name))).isEqualTo(after);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          EDIT     | a       | b      | bbnana
          EDIT_ALL | a       | b      | bbnbnb
          EDIT_ALL | (.)n    | $1$1$9 | baaaaa
          EDIT     | ^x      | b      | banana
          EDIT_ALL | x*      | -      | -b-a-n-a-n-a-
          EDIT     | (b).*   | \\$1   | $1
          """)
  void edit_replacesWhatIsFound(Action action, String pattern, String value, String after) {
    Fields fields = fields();
    change(action, "X-B", value, pattern).apply(fields, facts);

    assertThat(fields.get("X-B")).isEqualTo(after);
  }

  @Test
  void unset_removesEverySpellingThatAMemberTakesForTheSame() {
    Fields fields = fields();
    fields.add("X_A", "three");
    FieldChange.unset("x-a").apply(fields, facts);

    assertThat(fields.names()).containsExactlyInAnyOrder("X-B", "Vary");
  }

  @Test
  void change_isMade_onlyIfAllItsConditionsHold() {
    Fields fields = fields();
    FieldChange change =
        new FieldChange(
            Action.UNSET,
            "X-A",
            Optional.empty(),
            Optional.empty(),
            List.of(Condition.of("env=known"), Condition.of("env=other")),
            false);
    change.apply(fields, facts);

    assertThat(fields.get("X-A")).isEqualTo("one");
  }

  @Test
  void whatAClientHasSent_endsNoLine() {
    Facts evil = new KnownFacts(Map.of(), Map.of(), Map.of("v", "a\r\nSet-Cookie: b\u0000\u00e4"));
    Fields fields = fields();
    FieldChange.of(Action.SET, "X-A", "%{v}e").apply(fields, evil);

    assertThat(fields.get("X-A")).isEqualTo("a  Set-Cookie: b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Connection", "Content-Length", "Host", "X-Forwarded-For", "Via", "a b"})
  void fieldByWhichAMessageIsFramed_isRefused(String name) {
    assertThatIllegalArgumentException().isThrownBy(() -> FieldChange.unset(name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\nb", "ä", "%{x}q", "%x", "%", "%{x", "%{NO_SUCH}s", "expr=%{NO_SUCH}"})
  void valueThatAsksForWhatThereIsNot_isRefused(String value) {
    assertThatIllegalArgumentException().isThrownBy(() -> FieldChange.of(Action.SET, "X-A", value));
  }

  private static FieldChange change(Action action, String name, String value, String pattern) {
    return new FieldChange(
        action,
        name,
        Optional.of(ValueFormat.of(value)),
        Optional.of(FieldPattern.of(pattern, false)),
        List.of(),
        false);
  }

  private static Fields fields() {
    Fields fields = NettyFields.none();
    fields.add("X-A", "one");
    fields.add("X-B", "banana");
    fields.add("Vary", "Cookie");
    return fields;
  }
}
