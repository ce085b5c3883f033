package org.rpicluster.balancer.strategy.parts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.rpicluster.balancer.pick.Candidate;
import org.rpicluster.balancer.pick.PickContext;
import org.rpicluster.balancer.pick.TestCluster;
import org.rpicluster.balancer.strategy.WordCount;
import org.rpicluster.balancer.strategy.random.RandomDraw;
import org.rpicluster.balancer.time.Chance;

class WeightedDrawTest {

  private static final int DRAWS = 20_000;

  private final TestCluster cluster = TestCluster.with(new RandomDraw(), 90, 5, 3, 1);
  private final WeightedDraw draw = new WeightedDraw(cluster.candidates());
  private final Chance chance = Chance.seeded(7);

  /** With 91 % of the weight taken most draws are in vain four times, so this is the scan. */
  @Test
  void those_whoMayBeHad_keepTheirOdds() {
    PickContext context = new PickContext();
    context.exclude(cluster.candidate("a"));
    context.exclude(cluster.candidate("d"));

    String word = draws(context, Candidate.NONE);

    double b = 5.0 / 8;
    assertThat(WordCount.share(word, 'b')).isEqualTo(b, within(WordCount.fourSigma(b, DRAWS)));
    assertThat(word).matches("[bc]+");
  }

  @Test
  void another_isDrawnByWeight() {
    String word = draws(new PickContext(), cluster.candidate("a"));

    double c = 3.0 / 9;
    assertThat(WordCount.share(word, 'c')).isEqualTo(c, within(WordCount.fourSigma(c, DRAWS)));
    assertThat(word).matches("[bcd]+");
  }

  @Test
  void nobody_isDrawnFromNobody() {
    assertThat(WeightedDraw.EMPTY.draw(new PickContext(), chance)).isSameAs(Candidate.NONE);
  }

  private String draws(PickContext context, Candidate but) {
    StringBuilder word = new StringBuilder();
    for (int i = 0; i < DRAWS; i++) {
      word.append(draw.drawOther(context, chance, but).member().id());
    }
    return word.toString();
  }
}
