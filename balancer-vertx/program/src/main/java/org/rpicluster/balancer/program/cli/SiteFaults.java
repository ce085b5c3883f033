package org.rpicluster.balancer.program.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.Callable;
import org.rpicluster.balancer.program.Fault;
import org.rpicluster.balancer.program.site.SiteException;

/**
 * The failures of the commands of site updates, as their user reads them: one line for each.
 * Stateless.
 */
final class SiteFaults {

  private SiteFaults() {}

  /**
   * Runs a command.
   *
   * @throws Fault for everything that the user can put right
   */
  static <T> T asFaults(Callable<T> command) {
    try {
      return command.call();
    } catch (Fault e) {
      throw e;
    } catch (SiteException | IllegalArgumentException e) {
      throw new Fault(e.getMessage());
    } catch (IOException e) {
      throw new Fault(line(e));
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** Files' exceptions have the name alone for a message. */
  static String line(IOException e) {
    if (e instanceof NoSuchFileException) {
      return e.getMessage() + ": no such file";
    }
    if (e instanceof AccessDeniedException) {
      return e.getMessage() + ": may not be read or written";
    }
    if (e instanceof FileSystemException file && file.getReason() == null) {
      return e.getMessage() + ": " + e.getClass().getSimpleName();
    }
    return String.valueOf(e.getMessage());
  }
}
