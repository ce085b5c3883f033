package org.rpicluster.balancer.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.rpicluster.balancer.benchmarks.contender.Promise;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

class PlotTest {

  @Test
  void plot_isAnXmlDocument_withALineAndANameForEach() throws Exception {
    String svg =
        new Plot(
                List.of(
                    Figures.request("byrequests", Promise.WEIGHTED_ROUND_ROBIN, 4, 5),
                    Figures.request("byrequests", Promise.WEIGHTED_ROUND_ROBIN, 10_000, 6),
                    Figures.request("vertx/round-robin", Promise.ROUND_ROBIN, 4, 7)))
            .svg();

    Document drawn = parsed(svg);
    assertThat(drawn.getElementsByTagName("polyline").getLength()).isEqualTo(2);
    assertThat(svg).contains(">byrequests</text>", ">vertx/round-robin</text>");
  }

  @Test
  void moreMembers_areFurtherRight_andMoreTimeIsHigher() throws Exception {
    String svg =
        new Plot(
                List.of(
                    Figures.request("byrequests", Promise.WEIGHTED_ROUND_ROBIN, 4, 5),
                    Figures.request("byrequests", Promise.WEIGHTED_ROUND_ROBIN, 64, 50)))
            .svg();

    NodeList dots = parsed(svg).getElementsByTagName("circle");
    assertThat(number(dots, 1, "cx")).isGreaterThan(number(dots, 0, "cx"));
    assertThat(number(dots, 1, "cy")).isLessThan(number(dots, 0, "cy"));
  }

  private static Document parsed(String svg) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
  }

  private static double number(NodeList dots, int index, String name) {
    return Double.parseDouble(dots.item(index).getAttributes().getNamedItem(name).getNodeValue());
  }
}
