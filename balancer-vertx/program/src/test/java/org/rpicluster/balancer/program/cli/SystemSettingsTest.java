package org.rpicluster.balancer.program.cli;

import static org.assertj.core.api.Assertions.assertThat;

import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;

class SystemSettingsTest {

  @Test
  void tlsSessionsThatAreKept_areBounded() throws Exception {
    SystemSettings.apply();
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, null, null);

    assertThat(context.getServerSessionContext().getSessionCacheSize()).isBetween(1, 1024);
  }
}
