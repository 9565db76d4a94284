import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;

/** Counts the files that any process opens in some folders, by the kernel's inotify. */
final class Opens implements AutoCloseable {

  private static final int IN_NONBLOCK = 0x800;
  private static final int IN_OPEN = 0x20;
  private static final int IN_ISDIR = 0x4000_0000;

  /** The size of an event without its name: watch, mask, cookie and the length of the name. */
  private static final int MASK_AT = 4;

  private static final int LENGTH_AT = 12;
  private static final int NAME_AT = 16;

  private static final MethodHandle INIT = function("inotify_init1", JAVA_INT, JAVA_INT);
  private static final MethodHandle WATCH =
      function("inotify_add_watch", JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT);
  private static final MethodHandle READ =
      function("read", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG);
  private static final MethodHandle CLOSE = function("close", JAVA_INT, JAVA_INT);

  private final Arena arena = Arena.ofConfined();
  private final MemorySegment events = arena.allocate(1 << 20, Integer.BYTES);
  private final int queue;

  Opens(Iterable<Path> folders) throws Throwable {
    queue = (int) INIT.invokeExact(IN_NONBLOCK);
    for (Path folder : folders) {
      int watch = (int) WATCH.invokeExact(queue, arena.allocateFrom(folder.toString()), IN_OPEN);
      if (watch < 0) {
        throw new IOException("inotify cannot watch " + folder);
      }
    }
  }

  /** The number of files opened since the last call. */
  int count() throws Throwable {
    int opened = 0;
    while (true) {
      long read = (long) READ.invokeExact(queue, events, events.byteSize());
      if (read <= 0) {
        return opened; // no event is waiting
      }
      for (long at = 0; at < read; at += NAME_AT + events.get(JAVA_INT, at + LENGTH_AT)) {
        if ((events.get(JAVA_INT, at + MASK_AT) & IN_ISDIR) == 0) {
          opened++;
        }
      }
    }
  }

  @Override
  public void close() throws Exception {
    try {
      int _ = (int) CLOSE.invokeExact(queue);
    } catch (Throwable e) {
      throw new IOException(e);
    }
    arena.close();
  }

  private static MethodHandle function(
      String name, MemoryLayout result, MemoryLayout... arguments) {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(
        linker.defaultLookup().findOrThrow(name), FunctionDescriptor.of(result, arguments));
  }
}
