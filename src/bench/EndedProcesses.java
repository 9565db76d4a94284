import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/** The processes that this one has started and that have ended, and theirs. */
final class EndedProcesses {

  private static final int RUSAGE_CHILDREN = -1;

  /**
   * The size of the kernel's answer: two times, of a long of seconds and one of microseconds, and
   * 14 counts.
   */
  private static final int LONGS = 18;

  private static final MethodHandle GETRUSAGE =
      Linker.nativeLinker()
          .downcallHandle(
              Linker.nativeLinker().defaultLookup().findOrThrow("getrusage"),
              FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS));

  private EndedProcesses() {}

  /** The processor time that all of them took together, user and system. */
  static double cpuSeconds() throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment usage = arena.allocate(JAVA_LONG, LONGS);
      if ((int) GETRUSAGE.invokeExact(RUSAGE_CHILDREN, usage) != 0) {
        throw new IOException("getrusage failed");
      }
      return seconds(usage, 0) + seconds(usage, 2);
    } catch (IOException | RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IOException(e);
    }
  }

  private static double seconds(MemorySegment usage, int index) {
    return usage.getAtIndex(JAVA_LONG, index) + usage.getAtIndex(JAVA_LONG, index + 1) / 1e6;
  }
}
