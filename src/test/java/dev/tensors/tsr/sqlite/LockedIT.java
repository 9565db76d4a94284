package dev.tensors.tsr.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tensors.tsr.program.Catalogue;
import dev.tensors.tsr.program.Library;
import dev.tensors.tsr.program.Program;
import dev.tensors.tsr.program.Result;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Another program holds the database. Runs beside all others, for half a minute. */
@DisabledOnOs(OS.WINDOWS)
@Execution(ExecutionMode.CONCURRENT)
@Tag("long")
class LockedIT {

  private static final String LOCKED =
      ": locked by another process for longer than 30 s; try again when that process has ended\n";

  private static final Duration HALF_A_MINUTE = Duration.ofSeconds(30);

  /** A run of the program, with files for what it says. */
  private record Run(Process process, Path out, Path err) {

    Result result() throws IOException, InterruptedException {
      return new Result(process.waitFor(), Files.readString(out), Files.readString(err));
    }

    /** Whether it has the database open, and does not end. */
    boolean isWaitingFor(Path database) throws IOException, InterruptedException {
      while (!hasOpen(database)) {
        if (process.waitFor(100, TimeUnit.MILLISECONDS)) {
          return false;
        }
      }
      return !process.waitFor(1, TimeUnit.SECONDS);
    }

    /** Where the system does not tell, a second was enough. */
    private boolean hasOpen(Path database) throws IOException {
      Path descriptors = Path.of("/proc", String.valueOf(process.pid()), "fd");
      if (Files.notExists(descriptors)) {
        return true;
      }
      try (Stream<Path> open = Files.list(descriptors)) {
        return open.anyMatch(one -> leadsTo(one, database));
      }
    }
  }

  private static boolean leadsTo(Path link, Path file) {
    try {
      return Files.readSymbolicLink(link).equals(file);
    } catch (IOException e) {
      return false; // closed meanwhile
    }
  }

  private int runs;

  @Test
  void waitsForHalfAMinuteAndNoLonger(@TempDir Path folder) throws Exception {
    Path home = Files.createDirectory(folder.toRealPath().resolve("home"));
    Program tsr = new Program(home);
    Path catalogue = home.resolve("models.db");
    Path original = home.resolve("original.db");
    Library library = new Library(home.resolve("models"));
    Path model = library.model("a.safetensors", 1);
    String[] scan = {"db", "scan", model.toString(), "--db", catalogue.toString()};
    tsr.run(scan).exits(0);
    try (InputStream in = LockedIT.class.getResourceAsStream("/legacy.sql")) {
      new Catalogue(original).execute(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }

    try (Connection writer = lock(catalogue);
        Connection other = lock(original)) {
      long start = System.nanoTime();
      Run late = start(tsr, home, scan);
      Run reader = start(tsr, home, "db", "list", "--db", original.toString());
      tsr.db("list -q --db", catalogue).exits(0);
      assertThat(reader.isWaitingFor(original)).isTrue();

      late.result().fails(6, "tsr: " + catalogue + LOCKED);
      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .isBetween(HALF_A_MINUTE, HALF_A_MINUTE.plusSeconds(15));
      reader.result().fails(6, "tsr: " + original + LOCKED);
      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .isBetween(HALF_A_MINUTE, HALF_A_MINUTE.plusSeconds(15));

      Run stopped = start(tsr, home, scan);
      Run patient = start(tsr, home, scan);
      assertThat(stopped.isWaitingFor(catalogue)).isTrue();
      stopped.process().destroy();
      stopped.result().fails(130, "tsr: interrupted; results so far are kept\n");
      Run reading = start(tsr, home, "db", "list", "--json", "--db", original.toString());
      assertThat(reading.isWaitingFor(original)).isTrue();
      reading.process().destroy();
      reading.result().ends(130, "[]\n", "tsr: interrupted\n");
      assertThat(patient.isWaitingFor(catalogue)).isTrue();
      unlock(writer);
      patient.result().exits(0);
      unlock(other);
      tsr.db("list --db", original).exits(0);
    }
  }

  private Run start(Program tsr, Path home, String... arguments) throws IOException {
    Path out = home.resolve("out" + ++runs);
    Path err = home.resolve("err" + runs);
    return new Run(tsr.start(out, err, arguments), out, err);
  }

  private static Connection lock(Path database) throws SQLException {
    Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
    try (var statement = connection.createStatement()) {
      statement.execute("BEGIN EXCLUSIVE");
    }
    return connection;
  }

  private static void unlock(Connection connection) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute("ROLLBACK");
    }
  }
}
