package org.rpicluster.balancer.vertx.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.List;

class ConnectionAuthFuzzTest {

  @FuzzTest(maxDuration = "40s")
  void challengesThatAreLeft_stoodThere_andNoneIsTheConnections(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    List<String> left = ConnectionAuth.othersIn(challenges(text));

    assertThat(left).allSatisfy(each -> assertThat(text).contains(each));
    left.forEach(each -> assertThat(ConnectionAuth.isIn(challenges(each))).as(each).isFalse());
    if (!text.contains("\"")) {
      assertThat(ConnectionAuth.isIn(challenges(text + ", Negotiate"))).isTrue();
    }
  }

  private static HttpHeaders challenges(String value) {
    return DefaultHttpHeadersFactory.headersFactory()
        .withValidation(false)
        .newHeaders()
        .add(HttpHeaderNames.WWW_AUTHENTICATE, value);
  }
}
