package org.rpicluster.balancer.benchmarks.report;

import java.util.List;
import java.util.Locale;

/** A drawing, written from back to front. For one thread. */
final class Svg {

  private final StringBuilder drawn = new StringBuilder();

  Svg(int width, int height) {
    add(
        "<svg xmlns='http://www.w3.org/2000/svg' width='%d' height='%d' viewBox='0 0 %d %d' "
            + "font-family='system-ui, sans-serif' font-size='12'>",
        width, height, width, height);
    add("<rect width='%d' height='%d' fill='white'/>", width, height);
  }

  void line(double x1, double y1, double x2, double y2) {
    add("<line x1='%.1f' y1='%.1f' x2='%.1f' y2='%.1f' stroke='#e4e4e7'/>", x1, y1, x2, y2);
  }

  /** A line through points, each x and y. */
  void path(List<double[]> points, Pen pen) {
    StringBuilder through = new StringBuilder();
    points.forEach(p -> through.append(String.format(Locale.ROOT, "%.1f,%.1f ", p[0], p[1])));
    add(
        "<polyline points='%s' fill='none' stroke='%s' stroke-width='%.1f'%s/>",
        through.toString().strip(), pen.colour(), pen.width(), dash(pen));
    points.forEach(
        p ->
            add(
                "<circle cx='%.1f' cy='%.1f' r='%.1f' fill='%s'/>",
                p[0], p[1], pen.width(), pen.colour()));
  }

  private static String dash(Pen pen) {
    return pen.dash().isEmpty() ? "" : " stroke-dasharray='" + pen.dash() + "'";
  }

  void text(double x, double y, String anchor, String colour, String text) {
    add(
        "<text x='%.1f' y='%.1f' text-anchor='%s' fill='%s'>%s</text>",
        x, y, anchor, colour, escaped(text));
  }

  void title(double x, double y, String text) {
    add("<text x='%.1f' y='%.1f' font-weight='600' font-size='14'>%s</text>", x, y, escaped(text));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;");
  }

  private void add(String format, Object... values) {
    drawn.append(String.format(Locale.ROOT, format, values)).append('\n');
  }

  /** The whole drawing. */
  String end() {
    return drawn + "</svg>\n";
  }
}
