package org.rpicluster.balancer.program.site.serve;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Opens the files of answers, as far as their budget goes. A small one costs four system calls, and
 * none if its bytes are known. Blocks for the disk; any thread.
 */
final class FileOpening {

  private final FileBudget budget = new FileBudget();

  /**
   * Opens the file of a page.
   *
   * @param small the bytes of a small file, if they are known
   * @throws ChangingException if it is another file now
   */
  FoundFile open(PageFile page, byte @Nullable [] small) throws IOException {
    Optional<FileBudget.Charge> charge = budget.charge(page.bytes());
    if (charge.isEmpty()) {
      return new FoundFile.Busy();
    }
    FileBytes content =
        small == null
            ? content(page.state(), charge.get())
            : new FileBytes(page.state(), small, charge.get());
    return new FoundFile.Open(page, content);
  }

  /** The bytes of the file that was looked at, and of no other that has taken its name. */
  private static FileBytes content(FileState state, FileBudget.Charge charge) throws IOException {
    FileChannel channel = null;
    try {
      channel = FileChannel.open(state.file());
      FileBytes content = new FileBytes(state, channel, charge);
      if (!state.isStill()) {
        throw new ChangingException();
      }
      return content;
    } catch (IOException | RuntimeException | Error e) {
      charge.close();
      if (channel != null) {
        channel.close();
      }
      throw e;
    }
  }
}
