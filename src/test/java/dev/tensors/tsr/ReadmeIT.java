package dev.tensors.tsr;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tensors.tsr.cli.Library;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * What README.md shows is what happens: its console blocks are run one after the other in one home,
 * and its SQL is run on the database that they leave.
 */
@DisabledOnOs(OS.WINDOWS)
class ReadmeIT {

  private static final Path README = Path.of("README.md");
  private static final String HOME = "/home/you";

  @Test
  void showsWhatHappens(@TempDir Path folder)
      throws IOException, InterruptedException, SQLException {
    Shell shell = new Shell(folder.toRealPath());
    makeLibrary(shell.home().resolve("models"));

    List<String> sessions = blocks("console");
    assertThat(sessions).isNotEmpty();
    for (String session : sessions) {
      assertThat(run(session, shell)).isEqualTo(steady(session));
    }

    List<String> queries = blocks("sql");
    assertThat(queries).isNotEmpty();
    Path database = shell.home().resolve(".local/share/tensors/models.db");
    for (String query : queries) {
      assertThat(findsRows(query, database)).as(query).isTrue();
    }
  }

  /** Large and small, so that the small one is read first, whatever the number of cores. */
  private static void makeLibrary(Path folder) {
    Library library = new Library(folder);
    library.holedModel("VAE/vae-ft-mse-840000.safetensors", 334_600_000, "{}");
    library.holedModel(
        "Lora/add_detail.safetensors", 37_800_000, "{\"ss_base_model_version\":\"sd_v1\"}");
    byte[] page = "<!DOCTYPE html><title>Log in</title>".getBytes(StandardCharsets.UTF_8);
    library.file("Lora/watercolour.safetensors", page);
  }

  private static List<String> blocks(String language) throws IOException {
    return Pattern.compile("^```" + language + "\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL)
        .matcher(Files.readString(README))
        .results()
        .map(block -> block.group(1))
        .toList();
  }

  /** The session as it really goes: its commands, each with what it prints. */
  private static String run(String session, Shell shell) throws IOException, InterruptedException {
    StringBuilder transcript = new StringBuilder();
    int exitCode = 0;
    for (String line : session.lines().filter(line -> line.startsWith("$ ")).toList()) {
      String command = line.substring(2);
      Shell.Result result =
          shell.run("exec 2>&1\n" + terminal(command) + "(exit " + exitCode + ")\n" + command);
      exitCode = result.exitCode();
      transcript.append(line).append('\n').append(steady(result.out(), shell.home()));
    }
    return transcript.toString();
  }

  /** README shows a terminal, on which the result is a table unless it goes into a pipe. */
  private static String terminal(String command) {
    return command.contains("|") ? "" : "tsr() { command tsr --format table \"$@\"; }\n";
  }

  private static String steady(String text, Path home) {
    int spare = home.toString().length() - HOME.length(); // in the column of the paths
    return steady(
        text.replace(home.toString(), HOME).replaceAll("(?m)^FILE {" + spare + "}", "FILE"));
  }

  private static String steady(String text) {
    return text.replaceAll("in \\d+\\.\\d s \\([^)]+/s\\)", "in 0.0 s (0 B/s)")
        .replaceAll("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ", "2026-01-01T00:00:00Z");
  }

  private static boolean findsRows(String query, Path database) throws SQLException {
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + database);
        var statement = connection.createStatement();
        var rows = statement.executeQuery(query)) {
      return rows.next();
    }
  }
}
