package org.rpicluster.balancer.program.site.serve;

import java.io.IOException;

/** A file is being written while it is read: it is neither what it was nor what it will be. */
final class ChangingException extends IOException {

  private static final long serialVersionUID = 1L;

  ChangingException() {
    super("the file is being changed");
  }
}
