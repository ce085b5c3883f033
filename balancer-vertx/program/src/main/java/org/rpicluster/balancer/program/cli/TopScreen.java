package org.rpicluster.balancer.program.cli;

import java.io.IOException;
import java.util.Optional;
import org.jline.terminal.Attributes;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.jline.utils.Display;
import org.jline.utils.InfoCmp.Capability;
import org.rpicluster.balancer.time.Ticker;

/**
 * The live view in a terminal, from its first picture until its end, behind which the terminal is
 * as it was. A picture a second, and one after each key; only what differs is written. For the main
 * thread, but for what signals say.
 */
final class TopScreen {

  /** As fresh as people look. */
  private static final long REFRESH_MILLIS = 1000;

  private static final long NANOS_PER_MILLI = 1_000_000;

  private final Terminal terminal;
  private final TopModel model;
  private final Display display;
  private Size size = new Size();
  private final Ticker ticker = Ticker.system();
  private volatile boolean ended;
  private volatile boolean resized = true;

  TopScreen(Terminal terminal, TopModel model) {
    this.terminal = terminal;
    this.model = model;
    display = new Display(terminal, true);
  }

  /**
   * Shows it until it is quit.
   *
   * @throws IOException if the terminal is gone
   */
  void show() throws IOException {
    terminal.handle(Signal.INT, signal -> ended = true);
    terminal.handle(Signal.WINCH, signal -> resized = true);
    Attributes before = terminal.enterRawMode();
    terminal.puts(Capability.enter_ca_mode);
    terminal.puts(Capability.cursor_invisible);
    try {
      while (!ended) {
        draw();
        keysUntil(ticker.nanos() + REFRESH_MILLIS * NANOS_PER_MILLI);
        model.refreshOrSay();
      }
    } finally {
      terminal.puts(Capability.cursor_visible);
      terminal.puts(Capability.exit_ca_mode);
      terminal.setAttributes(before);
      terminal.flush();
    }
  }

  private void draw() {
    if (resized) {
      resized = false;
      size = terminal.getSize(); // runs stty: not for each picture
      display.resize(Math.max(1, size.getRows()), Math.max(1, size.getColumns()));
      display.clear();
    }
    display.update(TopText.of(model, size.getRows(), size.getColumns()), -1);
  }

  private void keysUntil(long deadline) throws IOException {
    long left = deadline - ticker.nanos();
    while (left > 0 && !ended && !resized) {
      Optional<TopKey> key = TopKey.read(terminal.reader(), left / NANOS_PER_MILLI + 1);
      if (key.isPresent()) {
        pressed(key.get());
      }
      left = deadline - ticker.nanos();
    }
  }

  private void pressed(TopKey key) {
    if (key == TopKey.QUIT) {
      ended = true;
      return;
    }
    model.press(key);
    if (key != TopKey.UP && key != TopKey.DOWN) {
      model.refreshOrSay();
    }
    draw();
  }
}
