package dev.tensors.tsr.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tensors.tsr.cli.frame.CommandContext;
import dev.tensors.tsr.cli.frame.Environment;
import dev.tensors.tsr.output.terminal.Terminal;
import dev.tensors.tsr.output.terminal.Terminal.StandardStreams;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FailuresTest {

  @Test
  void takesALackOfMemoryOrThreadsForNoFaultOfItsOwn() {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Terminal terminal =
        Terminal.of(OutputStream.nullOutputStream(), err, StandardStreams.NONE, Map.of());
    FailureReporter failures =
        new FailureReporter(new CommandContext(terminal, new Environment(Map.of(), Path.of(""))));

    int exitCode = failures.report(new OutOfMemoryError("unable to create native thread"));

    assertThat(exitCode).isEqualTo(70);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            "tsr: out of memory or threads: unable to create native thread; see ulimit -a and"
                + " free\n");
  }
}
