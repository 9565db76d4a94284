package dev.tensors.tsr.cli;

import dev.tensors.tsr.scan.Scan;
import dev.tensors.tsr.sqlite.Database;
import java.util.Collections;
import org.slf4j.LoggerFactory;

/**
 * Loads classes and the SQLite library in a second thread, while the first one parses the
 * arguments.
 */
public final class Preloader {

  private Preloader() {}

  /** Starts to load the classes that these arguments may need. */
  public static void start(ArgumentPreview arguments) {
    if (!arguments.asksForHelp()
        && (arguments.names(HelpWord.DB)
            || !Collections.disjoint(Commands.NAMES, arguments.words()))) {
      LoggerFactory.getILoggerFactory(); // now: two threads must not initialise it at once
      try {
        Thread.ofPlatform().daemon().start(() -> load(arguments));
      } catch (OutOfMemoryError e) {
        // no thread left: the command loads the classes itself
      }
    }
  }

  private static void load(ArgumentPreview arguments) {
    if (arguments.names("scan")) {
      Scan.preload();
    }
    Database.preload();
  }
}
