package dev.tensors.tsr;

import dev.tensors.tsr.cli.Environment;
import dev.tensors.tsr.cli.Preload;
import dev.tensors.tsr.cli.Tsr;
import dev.tensors.tsr.output.Screen;
import dev.tensors.tsr.output.Terminal;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Runs the usual commands once, while the build records the AOT cache: the classes and methods that
 * are used here are those that start fast later.
 */
final class Rehearsal {

  /** Enough for the compiler to learn that hashing is what matters. */
  private static final int TENSOR_BYTES = 256 << 20;

  private final Path folder;
  private final Environment environment;

  private Rehearsal(Path folder) {
    this.folder = folder;
    this.environment = new Environment(Map.of(), folder);
  }

  public static void main(String[] args) throws IOException {
    Main.startLog(new String[0]);
    new Rehearsal(Path.of(args[0])).run();
  }

  private void run() throws IOException {
    Preload.start("db", "scan");
    Interruption.ofThisThread().over();
    Path models = Files.createDirectory(folder.resolve("models"));
    model(models.resolve("a.safetensors"), TENSOR_BYTES);
    model(models.resolve("b.safetensors"), 0);
    Files.writeString(models.resolve("c.safetensors"), "<html>");
    String[] formats = {"table", "tsv", "csv", "json", "jsonl"};
    for (String format : formats) {
      tsr("db", "scan", models.toString(), "--format", format);
      tsr("db", "list", "--format", format);
      tsr("db", "stats", "--format", format);
    }
    tsr("db", "scan", models.toString(), "--rehash", "--json");
    tsr("db", "list", "--type", "lora", "--base", "sdxl", "--sort", "name", "-n", "1");
    tsr("db", "scan", folder.resolve("absent").toString());
    tsr("db", "scan");
    tsr("db");
    tsr("db", "scan", "--help");
    tsr("--help");
    tsr("--version");
  }

  /** A model of one tensor with the usual metadata. */
  private static void model(Path file, int tensorBytes) throws IOException {
    String header =
        """
        {"__metadata__": {"ss_output_name": "a", "modelspec.title": "été"},
         "weight": {"dtype": "U8", "shape": [%d], "data_offsets": [0, %d]}}
        """
            .formatted(tensorBytes, tensorBytes);
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    ByteBuffer start =
        ByteBuffer.allocate(Long.BYTES + json.length)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(json.length)
            .put(json);
    try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
      out.write(start.array());
      out.setLength(start.capacity() + tensorBytes);
    }
  }

  private void tsr(String... arguments) {
    Screen screen = Screen.ofProcess(null);
    OutputStream nowhere = OutputStream.nullOutputStream();
    Tsr.run(Terminal.of(nowhere, nowhere, screen, Map.of()), environment, arguments);
  }
}
