package dev.tensors.tsr.cli;

import dev.tensors.tsr.catalog.Database;
import dev.tensors.tsr.scan.Scan;
import java.util.List;

/**
 * Loads what a command will need on another processor core, while this one still reads the command
 * line.
 */
public final class Preload {

  private Preload() {}

  /** Begins to load what these arguments seem to ask for. */
  public static void start(String... arguments) {
    List<String> words = List.of(arguments);
    if (words.contains("db")) {
      Thread.ofPlatform().daemon().start(() -> load(words));
    }
  }

  private static void load(List<String> words) {
    if (words.contains("scan")) {
      Scan.preload();
    }
    Database.preload();
  }
}
