package org.rpicluster.balancer.vertx.http.codec;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.rpicluster.balancer.vertx.http.codec.KnownDifferences.Role;
import org.rpicluster.balancer.vertx.http.codec.Transcript.Kind;
import org.rpicluster.balancer.vertx.http.codec.Transcript.Step;

/** Where this codec and Netty's decoders part, as a kind that a table can list. */
final class Difference {

  static final String NONE = "";

  private static final String BOTH_REFUSE = "both";
  private static final Pattern EMPTY_LINE_CONTINUED = Pattern.compile(":[ \\t]*\\r?\\n[ \\t]");
  private static final Pattern LARGE_CHUNK = Pattern.compile("\\r?\\n0*[1-9a-fA-F][0-9a-fA-F]{7}");
  private static final Pattern QUOTED_BEYOND_ASCII =
      Pattern.compile("\\n[0-9a-fA-F]+[ \\t]*;[^\\n]*\"[^\"\\n]*[\\x80-\\xff]");

  private static final Pattern BLANK_IN_EXTENSIONS =
      Pattern.compile("\\n[0-9a-fA-F]+[^\\n]*[ \\t][^\\n]*\\n");

  private static final Pattern LATER_VERSION = Pattern.compile("HTTP/1\\.[2-9] ");
  private static final Pattern VERSION = Pattern.compile("HTTP/1\\.\\d");

  private final Transcript ours;
  private final Transcript netty;
  private final String input;

  private Difference(Transcript ours, Transcript netty, String input) {
    this.ours = ours;
    this.netty = netty;
    this.input = input;
  }

  /** The first one: none where both say the same, or both refuse it there. */
  static String in(Role role, byte[] bytes) {
    boolean requests = role == Role.REQUEST;
    Transcript ours = requests ? Reading.requests(bytes) : Reading.answers(bytes);
    Transcript netty = requests ? NettyReading.requests(bytes) : NettyReading.answers(bytes);
    return new Difference(ours, netty, new String(bytes, StandardCharsets.ISO_8859_1)).kind();
  }

  private String kind() {
    int both = Math.min(ours.steps().size(), netty.steps().size());
    for (int i = 0; i < both; i++) {
      Step our = ours.steps().get(i);
      Step their = netty.steps().get(i);
      String kind = our.equals(their) ? NONE : kind(our, their);
      if (!kind.equals(NONE)) {
        return kind.equals(BOTH_REFUSE) ? NONE : kind;
      }
    }
    if (ours.steps().size() > both) {
      return oneMore(ours.steps().get(both), "ours");
    }
    return netty.steps().size() > both ? oneMore(netty.steps().get(both), "netty") : NONE;
  }

  /** One that refuses sooner what is not over yet says nothing else of it. */
  private String oneMore(Step more, String whose) {
    if (more.kind() != Kind.REFUSED) {
      return whose + " reads on: " + more.kind();
    }
    return whose.equals("netty") ? looser(more.text()) : NONE;
  }

  private String kind(Step our, Step their) {
    if (our.kind() == Kind.REFUSED && their.kind() == Kind.REFUSED) {
      return BOTH_REFUSE;
    }
    if (our.kind() == Kind.REFUSED) {
      boolean refusesLater = their.kind() == Kind.BODY && netty.isRefused();
      return refusesLater ? BOTH_REFUSE : "stricter: " + our.text();
    }
    if (their.kind() == Kind.REFUSED) {
      boolean refusesLater = our.kind() == Kind.BODY && ours.isRefused();
      return refusesLater ? BOTH_REFUSE : looser(their.text());
    }
    if (our.kind() == Kind.BODY && their.kind() == Kind.BODY) {
      return body(our, their);
    }
    if (our.kind() != their.kind()) {
      return "differs: " + our.kind() + " for " + their.kind();
    }
    return "differs: " + (our.text().equals(their.text()) ? fields(our, their) : line(our, their));
  }

  /** One that is refused is as long as what came before. */
  private String body(Step our, Step their) {
    if (bothBreak(our, their)) {
      return BOTH_REFUSE;
    }
    if (their.text().startsWith(our.text()) && isRefusedBehind(ours, our)) {
      return "stricter: " + last(ours).text();
    }
    if (our.text().startsWith(their.text()) && isRefusedBehind(netty, their)) {
      return looser(last(netty).text());
    }
    return "differs: BODY for BODY";
  }

  private static boolean isRefusedBehind(Transcript transcript, Step body) {
    int steps = transcript.steps().size();
    return transcript.isRefused() && steps > 1 && transcript.steps().get(steps - 2) == body;
  }

  private static Step last(Transcript transcript) {
    return transcript.steps().get(transcript.steps().size() - 1);
  }

  private static String line(Step our, Step their) {
    boolean isVersion = versionless(our).equals(versionless(their));
    return isVersion ? "version" : our.kind() + " for " + their.kind();
  }

  private static String versionless(Step step) {
    return VERSION.matcher(step.text()).replaceFirst("");
  }

  /** Before what they refuse, parsers hand on more or less. */
  private boolean bothBreak(Step our, Step their) {
    boolean isPrefix = our.text().startsWith(their.text()) || their.text().startsWith(our.text());
    return isPrefix && ours.isRefused() && netty.isRefused();
  }

  private String looser(String why) {
    if (why.startsWith("IllegalArgumentException Validation failed for header")
        && EMPTY_LINE_CONTINUED.matcher(input).find()) {
      return "looser: an empty line continued";
    }
    if (why.startsWith("NumberFormatException") && LARGE_CHUNK.matcher(input).find()) {
      return "looser: a large chunk";
    }
    if (why.startsWith("IndexOutOfBoundsException") && QUOTED_BEYOND_ASCII.matcher(input).find()) {
      return "looser: beyond ASCII in a chunk's line";
    }
    if (why.startsWith("InvalidChunkExtensionException")
        && BLANK_IN_EXTENSIONS.matcher(input).find()) {
      return "looser: a blank in a chunk's extensions";
    }
    if (why.startsWith("TransferEncodingNotAllowedException")
        && LATER_VERSION.matcher(input).find()) {
      return "looser: a coding in a later version";
    }
    return "looser: " + why;
  }

  /** Each kind with those before it, as one message may have several. */
  private static String fields(Step our, Step their) {
    String blanks = "[ \\t]+";
    String zeros = blanks + "|(?i)(?<=^content-length: ?)0+(?=\\d)";
    String framing = zeros + "|(?s)^(content-length|transfer-encoding|trailer):.*";
    if (isSameWithout(blanks, our, their)) {
      return "blanks";
    }
    if (isSameWithout(zeros, our, their)) {
      return "zeros";
    }
    return isSameWithout(framing, our, their) ? "framing" : "fields";
  }

  private static boolean isSameWithout(String pattern, Step our, Step their) {
    return without(pattern, our.fields()).equals(without(pattern, their.fields()));
  }

  private static List<String> without(String pattern, List<String> fields) {
    return fields.stream()
        .map(field -> field.replaceAll(pattern, ""))
        .filter(field -> !field.isEmpty())
        .toList();
  }
}
