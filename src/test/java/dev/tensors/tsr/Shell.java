package dev.tensors.tsr;

import dev.tensors.tsr.program.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The user's shell, in a home of its own, where tsr is the built program. A script may hold any
 * characters, also where this JVM could not pass them as arguments.
 */
public final class Shell {

  public static final Path PROGRAM =
      Path.of(System.getProperty("tsr.program", "target/tsr/bin/tsr"));

  /** No script takes so long: it hangs, and is ended. */
  private static final int PATIENCE_S = 300;

  private final Path home;
  private final Path scratch;
  private final Map<String, String> variables = new HashMap<>();

  /** A shell whose home and working directory are a new folder below this one. */
  public Shell(Path folder) throws IOException {
    home = Files.createDirectory(folder.resolve("home"));
    scratch = Files.createDirectory(folder.resolve("scratch"));
    variables.put("HOME", home.toString());
    variables.put("TSR", PROGRAM.toString());
    variables.put("PATH", PROGRAM.getParent() + ":" + System.getenv("PATH"));
  }

  /** The same shell, with a variable in its environment. */
  public Shell with(String variable, String value) {
    variables.put(variable, value);
    return this;
  }

  public Path home() {
    return home;
  }

  public Result run(String script) throws IOException, InterruptedException {
    Path file = Files.writeString(scratch.resolve("script"), script);
    Path out = scratch.resolve("out");
    Path err = scratch.resolve("err");
    ProcessBuilder shell = process("/bin/sh", file.toString());
    shell.redirectOutput(out.toFile()).redirectError(err.toFile());
    int exitCode = start(shell).waitFor();
    return new Result(exitCode, Files.readString(out), Files.readString(err));
  }

  /** A program in the same surroundings, not yet started. */
  ProcessBuilder process(String... command) {
    ProcessBuilder process = new ProcessBuilder(List.of(command)).directory(home.toFile());
    process.environment().clear();
    process.environment().putAll(variables);
    return process;
  }

  /** Starts a program, which is ended if it hangs. */
  static Process start(ProcessBuilder builder) throws IOException {
    Process process = builder.start();
    CompletableFuture.delayedExecutor(PATIENCE_S, TimeUnit.SECONDS).execute(() -> end(process));
    return process;
  }

  private static void end(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
