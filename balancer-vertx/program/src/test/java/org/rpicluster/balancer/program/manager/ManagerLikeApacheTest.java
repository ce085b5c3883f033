package org.rpicluster.balancer.program.manager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rpicluster.balancer.program.manager.ManagedProgram.C;
import static org.rpicluster.balancer.program.manager.ManagedProgram.P;
import static org.rpicluster.balancer.program.manager.ManagedProgram.PI2;

import java.io.ByteArrayInputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** What tools for Apache's balancer-manager ask: its XML, and its forms. */
@Timeout(60)
class ManagerLikeApacheTest {

  /** A worker's elements as httpd 2.4.71 has them. */
  private static final List<String> WORKER =
      List.of(
          "name",
          "scheme",
          "hostname",
          "loadfactor",
          "port",
          "min",
          "smax",
          "max",
          "ttl",
          "status",
          "retries",
          "lbstatus",
          "loadfactor",
          "transferred",
          "read",
          "elected",
          "route",
          "redirect",
          "busy",
          "lbset");

  private static final String PI2_URL = "http://127.0.0.1:2";

  private final ManagedProgram manager = new ManagedProgram();

  @AfterEach
  void stop() {
    manager.close();
  }

  private Element xml() throws Exception {
    HttpResponse<String> answer = manager.send("GET", P + "?xml=1", "");
    assertThat(answer.headers().firstValue("content-type")).hasValue("text/xml; charset=utf-8");
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setNamespaceAware(true);
    byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
    return factory.newDocumentBuilder().parse(new ByteArrayInputStream(bytes)).getDocumentElement();
  }

  private static List<Element> children(Element parent) {
    List<Element> children = new ArrayList<>();
    NodeList all = parent.getChildNodes();
    for (int i = 0; i < all.getLength(); i++) {
      if (all.item(i) instanceof Element element) {
        children.add(element);
      }
    }
    return children;
  }

  private static String text(Element parent, String name) {
    return parent.getElementsByTagNameNS("http://httpd.apache.org", name).item(0).getTextContent();
  }

  private Element pi2() throws Exception {
    return children((Element) xml().getElementsByTagName("httpd:workers").item(0)).get(1);
  }

  private HttpResponse<String> post(String form) throws Exception {
    String nonce = text(xml(), "nonce");
    return manager.send(
        "POST",
        P,
        "b=c&nonce=" + nonce + "&" + form,
        "Content-Type",
        "application/x-www-form-urlencoded");
  }

  @Test
  void xml_hasTheElementsOfApache_inItsOrder() throws Exception {
    Element balancer = (Element) xml().getElementsByTagName("httpd:balancer").item(0);
    assertThat(children(balancer))
        .extracting(Element::getLocalName)
        .containsExactly("name", "nonce", "timeout", "lbmethod", "workers");
    assertThat(text(balancer, "name")).isEqualTo("balancer://c");
    assertThat(children(pi2())).extracting(Element::getLocalName).isEqualTo(WORKER);
    assertThat(text(pi2(), "name")).isEqualTo(PI2_URL);
    assertThat(text(pi2(), "loadfactor")).isEqualTo("1.00");
    assertThat(text(pi2(), "status")).isEqualTo("Init Ok ");
  }

  @ParameterizedTest
  @CsvSource({
    "w_status_D=1, 'Init Dis ', disabled, active",
    "w_status_N=1, 'Init Drn Ok ', draining, active",
    "w_status_S=1&w_status_D=1, 'Init Stop ', stopped, active",
    "w_status_H=1, 'Init Stby Ok ', enabled, standby",
    "w_status_R=1&w_status_I=0, 'Init Spar Ok ', enabled, spare",
  })
  void status_isAsApacheWritesIt(String form, String status, String state, String role)
      throws Exception {
    assertThat(post("w=" + PI2_URL + "&" + form).statusCode()).isEqualTo(200);
    assertThat(text(pi2(), "status")).isEqualTo(status);
    assertThat(manager.json(PI2).getString("state")).isEqualTo(state);
    assertThat(manager.json(PI2).getString("role")).isEqualTo(role);
    post("w=" + PI2_URL + "&" + form.replace("=1", "=0"));
    assertThat(text(pi2(), "status")).isEqualTo("Init Ok ");
  }

  @Test
  void forms_ofWorkerAndBalancer_areMade() throws Exception {
    assertThat(post("w=" + PI2_URL + "&w_lf=2.50&w_ls=1&w_wr=a%2Db&w_rr=pi1").body())
        .contains("<!DOCTYPE html>");
    assertThat(text(pi2(), "loadfactor")).isEqualTo("2.50");
    assertThat(text(pi2(), "lbset")).isEqualTo("1");
    assertThat(text(pi2(), "redirect")).isEqualTo("pi1");
    post("b_lbm=bybusyness&b_tmo=0&b_nwrkr=http://127.0.0.1:9&b_wyes=1");
    assertThat(text(xml(), "lbmethod")).isEqualTo("bybusyness");
    assertThat(manager.json(C + "/members/127.0.0.1:9").getString("state")).isEqualTo("disabled");
    assertThat(manager.json(P + "/api/edits").getJsonArray("edits")).hasSize(3);
    post("b_lbm=bybusyness&w=" + PI2_URL);
    assertThat(manager.json(P + "/api/edits").getJsonArray("edits")).as("as it was").hasSize(3);
  }

  @ParameterizedTest
  @CsvSource({
    "w_lf=0.5, 400",
    "w_lf=heavy, 400",
    "w_status_D=yes, 400",
    "b_tmo=5, 400",
    "w_hm=GET, 400",
    "other=1, 400",
    "b_lbm=heartbeat, 400",
    "b_nwrkr=ftp://a&b_wyes=1, 400",
    "w=http://127.0.0.1:7&w_lf=2, 404",
  })
  void form_thatCannotBeMade_isRefused_andChangesNothing(String form, int status) throws Exception {
    String before = manager.send("GET", PI2, "").body();
    String named = form.startsWith("w=") || form.startsWith("b_") ? form : "w=pi2&" + form;
    assertThat(post(named).statusCode()).isEqualTo(status);
    assertThat(manager.send("GET", PI2, "").body()).isEqualTo(before);
  }

  @Test
  void form_withoutTheNonce_orOfAnotherSite_changesNothing() throws Exception {
    String nonce = text(xml(), "nonce");
    String form = "b=c&w=" + PI2_URL + "&w_lf=2&nonce=";
    String type = "application/x-www-form-urlencoded";
    assertThat(manager.send("POST", P, form, "Content-Type", type).statusCode()).isEqualTo(403);
    assertThat(
            manager
                .send("POST", P, form + nonce, "Content-Type", type, "Origin", "http://evil.test")
                .statusCode())
        .isEqualTo(403);
    assertThat(manager.send("GET", P + "?" + form + nonce, "").statusCode()).isEqualTo(200);
    assertThat(manager.json(PI2).getInteger("weight")).isEqualTo(1);
    manager.reload("{readOnly: true}");
    assertThat(manager.send("POST", P, form + nonce, "Content-Type", type).statusCode())
        .isEqualTo(405);
    assertThat(manager.send("GET", P + "?xml=1", "").body()).doesNotContain("nonce");
  }
}
