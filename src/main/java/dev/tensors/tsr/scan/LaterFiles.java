package dev.tensors.tsr.scan;

import dev.tensors.tsr.library.LocalFile;
import dev.tensors.tsr.reading.FileRecognizer.Recognized;
import dev.tensors.tsr.reading.FoundFile;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Files with another content than their rows, which wait until all other files are recorded: the
 * recorded file may have got a new name, under which it takes over the link and the notes.
 */
final class LaterFiles {

  /** To save memory, further files do not wait. */
  private static final int MOST = 10_000;

  private final List<FoundFile> waiting = new ArrayList<>();
  private boolean over;

  /** Whether the file waits. */
  boolean add(FoundFile file, Recognized match) {
    return !over && waiting.size() < MOST && recorded(match) != null && waiting.add(file);
  }

  private static @Nullable LocalFile recorded(Recognized match) {
    return switch (match) {
      case Recognized.Unread(LocalFile recorded) -> recorded;
      case Recognized.HardLink(LocalFile _, LocalFile recorded) -> recorded;
      case Recognized.Same _, Recognized.Moved _ -> null;
    };
  }

  /** The files that wait, after some others. From now on none waits. */
  List<FoundFile> take(List<FoundFile> others) {
    over = true;
    List<FoundFile> taken = new ArrayList<>(others);
    taken.addAll(waiting);
    waiting.clear();
    return taken;
  }
}
