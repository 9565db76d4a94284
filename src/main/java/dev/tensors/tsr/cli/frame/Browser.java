package dev.tensors.tsr.cli.frame;

import dev.tensors.tsr.system.OperatingSystem;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The web browser that the user's desktop opens addresses with. */
public final class Browser {

  /** A desktop that is still busy after this time has probably started a browser. */
  private static final int PATIENCE_SECONDS = 5;

  private final Environment environment;

  Browser(Environment environment) {
    this.environment = environment;
  }

  /**
   * Opens an address.
   *
   * @return false if the desktop has no browser, or there is no desktop
   * @throws InterruptedException if the calling thread was interrupted
   */
  public boolean open(String address) throws InterruptedException {
    List<String> command = new ArrayList<>(command());
    Path program = program(command.getFirst());
    if (program == null) {
      return false;
    }
    command.set(0, program.toString());
    command.add(address);
    ProcessBuilder desktop = new ProcessBuilder(command);
    desktop.environment().clear();
    desktop.environment().putAll(environment.variables());
    desktop.redirectOutput(Redirect.DISCARD).redirectError(Redirect.DISCARD);
    try {
      Process process = desktop.start();
      return !process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private static List<String> command() {
    return switch (OperatingSystem.HERE) {
      case LINUX -> List.of("xdg-open");
      case MAC -> List.of("open");
      case WINDOWS -> List.of("rundll32", "url.dll,FileProtocolHandler");
    };
  }

  /** The path of a program; null if it is in no folder of PATH. */
  private @Nullable Path program(String name) {
    String path = environment.variable("PATH");
    for (String folder : path == null ? new String[0] : path.split(File.pathSeparator)) {
      for (String ending : List.of("", ".exe")) {
        Path program = Path.of(folder, name + ending);
        if (Path.of(folder).isAbsolute() && Files.isExecutable(program)) {
          return program;
        }
      }
    }
    return null;
  }
}
