package org.rpicluster.balancer.vertx.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class CombinedFormatPropertiesTest {

  @Property
  void line_whateverTheClientSent_isOneLineOfAsciiWithPairedQuotes(
      @ForAll String requestLine, @ForAll String referer, @ForAll String userAgent) {
    String line =
        new CombinedFormat(ZoneOffset.UTC)
            .line(new AccessEntry("::1", Instant.EPOCH, requestLine, 200, 1, referer, userAgent));
    String bare = line.substring(0, line.length() - 1);

    assertThat(line).endsWith("\n");
    assertThat(bare.chars()).allMatch(c -> c >= ' ' && c <= '~');
    assertThat(bare.replaceAll("\\\\.", "").chars().filter(c -> c == '"')).hasSize(6);
  }
}
