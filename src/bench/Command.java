import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A command line, run as a process of its own. Its stdout is discarded.
 *
 * @param talk the file for its stderr, which is shown if the command fails
 */
record Command(Path talk, List<String> words) {

  /** The time between two readings of a process's memory. */
  private static final int GLANCE_MS = 2;

  private static final int MOST_SHOWN = 20;

  /** How long a process that has no status any more can take to count as ended. */
  private static final int ENDING_MS = 1000;

  Command(Path talk, Object... words) {
    this(talk, Arrays.stream(words).map(Object::toString).toList());
  }

  Command with(Object... more) {
    List<String> all = new ArrayList<>(words);
    Arrays.stream(more).map(Object::toString).forEach(all::add);
    return new Command(talk, all);
  }

  void run() throws IOException, InterruptedException {
    end(start());
  }

  /** Runs commands at once, until the last one ends. */
  static void runTogether(List<Command> commands) throws IOException, InterruptedException {
    List<Process> processes = new ArrayList<>();
    for (Command command : commands) {
      processes.add(command.start());
    }
    for (int i = 0; i < processes.size(); i++) {
      commands.get(i).end(processes.get(i));
    }
  }

  /** Runs the command; returns its peak memory in bytes. */
  long runForPeak() throws IOException, InterruptedException {
    Process process = start();
    long peak = 0;
    while (process.isAlive()) {
      peak = Math.max(peak, peak(process));
      Thread.sleep(GLANCE_MS);
    }
    end(process);
    return peak;
  }

  /**
   * The peak memory so far, which the kernel records; only growth after the last reading is lost.
   */
  private static long peak(Process process) throws IOException, InterruptedException {
    try {
      return Files.readString(Path.of("/proc", Long.toString(process.pid()), "status"))
          .lines()
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
          .findFirst()
          .orElse(0); // the process is ending
    } catch (IOException e) {
      // It can end before the file is opened, and between that and any read of it: each is another
      // exception.
      if (process.waitFor(ENDING_MS, TimeUnit.MILLISECONDS)) {
        return 0;
      }
      throw e;
    }
  }

  /** The command line, cut if it is long. */
  @Override
  public String toString() {
    int most = Math.min(words.size(), MOST_SHOWN);
    return String.join(" ", words.subList(0, most)) + (most < words.size() ? " ..." : "");
  }

  private Process start() throws IOException {
    ProcessBuilder builder = new ProcessBuilder(words);
    builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"));
    return builder.redirectOutput(Redirect.DISCARD).redirectError(talk.toFile()).start();
  }

  private void end(Process process) throws IOException, InterruptedException {
    int exit = process.waitFor();
    if (exit != 0) {
      throw new IOException(this + ": exit " + exit + "\n" + Files.readString(talk));
    }
  }
}
