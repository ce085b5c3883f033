package org.rpicluster.balancer.vertx.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.nio.charset.StandardCharsets;
import java.util.List;

class ConnectionAuthFuzzTest {

  @FuzzTest(maxDuration = "40s")
  void challengesThatAreLeft_stoodThere_andNoneIsTheConnections(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    List<String> left = ConnectionAuth.othersIn(challenges(text));

    assertThat(left).allSatisfy(each -> assertThat(text).contains(each));
    left.forEach(each -> assertThat(ConnectionAuth.isOffered(challenges(each))).as(each).isFalse());
    if (!text.contains("\"")) {
      assertThat(ConnectionAuth.isOffered(challenges(text + ", Negotiate"))).isTrue();
    }
  }

  private static Fields challenges(String value) {
    Fields fields = NettyFields.none();
    fields.add(HttpHeaderNames.WWW_AUTHENTICATE, value);
    return fields;
  }
}
