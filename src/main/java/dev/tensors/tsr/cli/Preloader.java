package dev.tensors.tsr.cli;

import dev.tensors.tsr.scan.Scan;
import dev.tensors.tsr.sqlite.Database;

/**
 * Loads what a command will need on another processor core, while this one still reads the command
 * line.
 */
public final class Preloader {

  private Preloader() {}

  /** Begins to load what these arguments seem to ask for. */
  public static void start(ArgumentPreview arguments) {
    if (arguments.names("db")) {
      try {
        Thread.ofPlatform().daemon().start(() -> load(arguments));
      } catch (OutOfMemoryError e) {
        // The user may have no more threads: the command then loads it all itself.
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
