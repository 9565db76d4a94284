package dev.tensors.tsr.docs;

import dev.tensors.tsr.Shell;
import dev.tensors.tsr.program.Result;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What a user types in a home with the sample library, and sees. */
final class Session {

  private static final String HOME = "/home/you";

  private final Shell shell;
  private int exitCode;

  /**
   * A new home below a folder.
   *
   * @param civitai the address of what stands in for CivitAI
   */
  Session(Path folder, String civitai) throws IOException {
    shell = new Shell(folder.toRealPath()).with("CIVITAI_API_URL", civitai);
    SampleLibrary.make(shell.home().resolve("models"));
  }

  /** The same session, on a terminal that has colours. */
  Session coloured() {
    shell.with("CLICOLOR_FORCE", "1");
    return this;
  }

  Path home() {
    return shell.home();
  }

  boolean has(String program) throws IOException, InterruptedException {
    return shell.run("command -v " + program).exitCode() == 0;
  }

  Result run(String script) throws IOException, InterruptedException {
    return shell.run(script);
  }

  /**
   * Types the commands of a transcript, and gives it as it should be.
   *
   * @param transcript commands, each in a line that begins with a dollar, and what they print
   */
  String replay(String transcript) throws IOException, InterruptedException {
    StringBuilder replayed = new StringBuilder();
    for (String line : transcript.lines().filter(line -> line.startsWith("$ ")).toList()) {
      String command = line.substring(2);
      Result result =
          shell.run("exec 2>&1\n" + prelude(command) + "(exit " + exitCode + ")\n" + command);
      exitCode = result.exitCode();
      replayed.append(line).append('\n').append(atHome(result.out().replace("\r\n", "\n")));
    }
    return replayed.toString();
  }

  /**
   * What stands before a command. A page shows a terminal, on which the result is a table unless it
   * goes elsewhere; and files that are read one by one come in the same order each time.
   */
  private static String prelude(String command) {
    boolean table = Stream.of("|", ">", "--format", "db prompts").noneMatch(command::contains);
    return """
        tsr() {
          [ "$2" != scan ] || set -- "$@" --jobs 1
          command tsr %s "$@"
        }
        """
        .formatted(table ? "--format table" : "");
  }

  private String atHome(String text) {
    return text.replace(shell.home().toString(), HOME);
  }

  /** Without what differs from one time to the next. */
  static String steady(String text) {
    return text.replaceAll("in \\d+\\.\\d s \\([^)]+/s\\)", "in 0.0 s (0 B/s)")
        .replaceAll("(?m)^bytes   \\d+ KiB$", "bytes   0 KiB") // of a catalogue, by its schema
        .replaceAll("\\d{4}-\\d\\d-\\d\\d(T\\d\\d:\\d\\d:\\d\\dZ)?", "2026-01-01");
  }
}
