package org.rpicluster.balancer.vertx.http.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.rpicluster.balancer.vertx.http.codec.Transcript.Kind;
import org.rpicluster.balancer.vertx.http.codec.Transcript.Step;

class RoundTripTest {

  private static final String TOKENS = "abcXYZ019!#$%&'*+-.^_`|~";
  private static final String[] NAMES = {
    "Host", "accept", "X-Own", "X-Other", "Via", "COOKIE", "x"
  };

  @Property
  void requestThatIsWritten_isReadAsIt(@ForAll long seed) {
    Random random = new Random(seed);
    Head head = new Head();
    String method = word(random, TOKENS);
    String target = "/" + word(random, TOKENS + "?=/\u00e9");
    head.line().request(method, target);
    List<String> fields = addFields(head, random);
    List<String> pieces = pieces(random);
    ByteBuf out = Unpooled.buffer();
    head.add(FieldName.TRANSFER_ENCODING, "chunked");
    fields.add("Transfer-Encoding: chunked");
    HeadWriter.write(head, out);
    List<String> trailers = writeChunks(pieces, random, out);
    byte[] bytes = ByteBufUtil.getBytes(out);
    Transcript read = Reading.requests(bytes, cuts(random, bytes.length));
    List<Step> steps = new ArrayList<>();
    steps.add(new Step(Kind.HEAD, method + " " + target + " HTTP/1.1", fields));
    if (!pieces.isEmpty()) {
      steps.add(new Step(Kind.BODY, String.join("", pieces), List.of()));
    }
    steps.add(new Step(Kind.END, "", trailers));
    assertThat(read.steps()).isEqualTo(steps);
  }

  @Property
  void headThatIsChanged_isWrittenAsAListOfItsFieldsWouldBe(@ForAll long seed) {
    Random random = new Random(seed);
    Head source = new Head();
    source.line().request("GET", "/");
    List<String> fields = addFields(source, random);
    ByteBuf wire = Unpooled.buffer();
    HeadWriter.write(source, wire);
    MessageReader reader = MessageReader.ofRequests(Reading.LIMITS);
    assertThat(reader.read(wire)).isEqualTo(MessagePart.HEAD);
    Head head = reader.head();
    for (int i = random.nextInt(8); i > 0; i--) {
      change(head, fields, random);
    }
    ByteBuf out = Unpooled.buffer();
    HeadWriter.write(head, out);
    assertThat(out.toString(StandardCharsets.ISO_8859_1))
        .isEqualTo("GET / HTTP/1.1\r\n" + lines(fields) + "\r\n");
    assertThat(Reading.fields(head)).isEqualTo(fields);
  }

  private static void change(Head head, List<String> fields, Random random) {
    String name = NAMES[random.nextInt(NAMES.length)];
    String value = value(random);
    String standard = FieldName.of(name).toString();
    switch (random.nextInt(3)) {
      case 0 -> {
        head.add(FieldName.of(name), value);
        fields.add(standard + ": " + value);
      }
      case 1 -> {
        head.remove(FieldName.of(name));
        fields.removeIf(field -> isNamed(field, name));
      }
      default -> {
        head.set(FieldName.of(name), value);
        int first = 0;
        while (first < fields.size() && !isNamed(fields.get(first), name)) {
          first++;
        }
        boolean isNew = first == fields.size();
        String written = isNew ? standard : fields.get(first).split(":", 2)[0];
        fields.removeIf(field -> isNamed(field, name));
        fields.add(first, written + ": " + value);
      }
    }
  }

  private static boolean isNamed(String field, String name) {
    return field.substring(0, field.indexOf(':')).equalsIgnoreCase(name);
  }

  private static List<String> addFields(Head head, Random random) {
    List<String> fields = new ArrayList<>();
    for (int i = random.nextInt(8); i > 0; i--) {
      String name = NAMES[random.nextInt(NAMES.length)];
      String value = value(random);
      head.add(name, value);
      fields.add(name + ": " + value);
    }
    return fields;
  }

  private static List<String> pieces(Random random) {
    List<String> pieces = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      pieces.add(word(random, "abc\r\n0;:\u00ff").repeat(1 + random.nextInt(5)));
    }
    return pieces;
  }

  private static List<String> writeChunks(List<String> pieces, Random random, ByteBuf out) {
    for (String piece : pieces) {
      ChunkWriter.begin(piece.length(), out);
      out.writeCharSequence(piece, StandardCharsets.ISO_8859_1);
      ChunkWriter.end(out);
    }
    if (random.nextBoolean()) {
      ChunkWriter.last(out);
      return List.of();
    }
    Head trailers = new Head();
    List<String> fields = addFields(trailers, random);
    ChunkWriter.last(trailers, out);
    return fields;
  }

  private static int[] cuts(Random random, int length) {
    return random.ints(random.nextInt(5), 0, length + 1).sorted().toArray();
  }

  private static String lines(List<String> fields) {
    return fields.isEmpty() ? "" : String.join("\r\n", fields) + "\r\n";
  }

  private static String word(Random random, String of) {
    StringBuilder word = new StringBuilder();
    for (int i = 1 + random.nextInt(20); i > 0; i--) {
      word.append(of.charAt(random.nextInt(of.length())));
    }
    return word.toString();
  }

  private static String value(Random random) {
    return word(random, TOKENS + " \t\u00e9\u00ff,;=\"").strip();
  }
}
