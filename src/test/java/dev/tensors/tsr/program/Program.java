package dev.tensors.tsr.program;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.tensors.tsr.cli.Tsr;
import dev.tensors.tsr.cli.frame.Environment;
import dev.tensors.tsr.output.terminal.Terminal;
import dev.tensors.tsr.output.terminal.Terminal.StandardStreams;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;

/**
 * tsr as a user runs it, with a home of its own: in this JVM, or as the built program where the
 * system property tsr.program names it.
 */
public final class Program {

  private final Path home;
  private final Map<String, String> variables = new HashMap<>();
  private StandardStreams streams = StandardStreams.NONE;
  private byte[] input = {};

  public Program(Path home) {
    this(home, home.toString());
  }

  /**
   * @param variable HOME in its environment
   */
  public Program(Path home, String variable) {
    this.home = home;
    variables.put("HOME", variable);
  }

  public Program with(String variable, String value) {
    variables.put(variable, value);
    return this;
  }

  /** In this JVM only: says which streams are terminals. */
  public Program on(StandardStreams terminals) {
    streams = terminals;
    return this;
  }

  /** The same program, which finds a text in its standard input. */
  public Program withInput(String text) {
    return withInput(text.getBytes(StandardCharsets.UTF_8));
  }

  public Program withInput(byte[] bytes) {
    Program other = new Program(home).on(streams);
    other.variables.putAll(variables);
    other.input = bytes;
    return other;
  }

  /**
   * Runs {@code tsr db}.
   *
   * @param line a command, and words without blanks that follow it
   * @param words texts and paths, whatever is in them; a list or an array stands for its words
   */
  public Result db(String line, Object... words) {
    return run(
        Stream.of(Stream.of("db"), Stream.of(line.split(" +")), words(words))
            .flatMap(some -> some)
            .toArray(String[]::new));
  }

  /** What completes a command line, whose last word is being typed. */
  public Result complete(String... words) {
    return run(
        Stream.concat(Stream.of("__complete", "--"), Stream.of(words)).toArray(String[]::new));
  }

  private static Stream<String> words(Object word) {
    return switch (word) {
      case Object[] words -> Stream.of(words).flatMap(Program::words);
      case Collection<?> words -> words.stream().flatMap(Program::words);
      default -> Stream.of(word.toString());
    };
  }

  public Result run(String... arguments) {
    String program = System.getProperty("tsr.program", "");
    try {
      return program.isEmpty()
          ? run(new ByteArrayInputStream(input), arguments)
          : asProcess(program, arguments);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** In this JVM only: runs it on any standard input. */
  public Result run(InputStream in, String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Terminal terminal = Terminal.of(out, err, streams, variables);
    int exitCode = Tsr.run(terminal, Environment.of(variables, in), arguments);
    endLog();
    return new Result(
        exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** Ends the log of this run, which all later tests in this JVM would otherwise fill. */
  private static void endLog() {
    Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    root.detachAndStopAllAppenders();
    root.setLevel(Level.OFF);
  }

  private Result asProcess(String program, String... arguments)
      throws IOException, InterruptedException {
    Path out = Files.createTempFile(home.getParent(), "out", "");
    Path err = Files.createTempFile(home.getParent(), "err", "");
    int exitCode = start(program, out, err, arguments).waitFor();
    return new Result(exitCode, Files.readString(out), Files.readString(err));
  }

  /** Starts the built program, which writes into these files, and does not wait for its end. */
  public Process start(Path out, Path err, String... arguments) throws IOException {
    return start(System.getProperty("tsr.program"), out, err, arguments);
  }

  private Process start(String program, Path out, Path err, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>(List.of(program));
    command.addAll(List.of(arguments));
    ProcessBuilder process = new ProcessBuilder(command);
    process.environment().keySet().retainAll(List.of("PATH", "SystemRoot"));
    process.environment().putAll(variables);
    Path in = Files.createTempFile(home.getParent(), "in", "");
    Files.write(in, input);
    return process
        .redirectInput(in.toFile())
        .redirectOutput(out.toFile())
        .redirectError(err.toFile())
        .start();
  }
}
