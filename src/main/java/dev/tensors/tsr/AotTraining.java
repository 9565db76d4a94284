package dev.tensors.tsr;

import dev.tensors.tsr.cli.ArgumentPreview;
import dev.tensors.tsr.cli.Tsr;
import dev.tensors.tsr.cli.frame.Environment;
import dev.tensors.tsr.output.terminal.Terminal;
import dev.tensors.tsr.output.terminal.Terminal.StandardStreams;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.CRC32;

/**
 * Runs the usual commands while the build records an AOT cache, which then holds the classes of
 * these runs, and which methods were compiled.
 */
final class AotTraining {

  /** In bytes; larger than what is read at once. */
  private static final int LARGE = 1 << 20;

  /** Enough for what is done with each file to be called more often than what starts a command. */
  private static final int SMALL_FILES = 3000;

  /** Of tensors: of adapters, of a part of a diffusion model, and of nothing that is known. */
  private static final List<String> NAMES =
      List.of(
          "lora_unet_mid_block_attentions_%d_proj_in.lora_down.weight",
          "transformer.blocks.%d.attn.to_q.lora_A.weight",
          "model.diffusion_model.input_blocks.%d.0.weight",
          "weight.%d");

  /** A search looks at the most downloaded models first, if a quarter of 64 have its words. */
  private static final int MODELS = 20;

  /** A model as CivitAI tells of it, with its number in each id. */
  private static final String MODEL =
      """
      {"id": %1$d, "name": "a é fog", "type": "LORA", "description": "<p>l</p>",
        "tags": ["b"], "creator": {"username": "c"},
        "modelVersions": [
          {"id": %1$d3, "name": "v2", "baseModel": "SDXL 1.0", "publishedAt": "2026-02-02T00:00:00Z"},
          {"id": %1$d2, "name": "v1", "baseModel": "SDXL 1.0", "trainedWords": ["d, e"],
            "files": [{"id": %1$d4, "name": "f", "sizeKB": 1.5, "hashes": {"AutoV2": "0A"}}],
            "images": [{"url": "https://civitai.com/%1$d5.png", "nsfwLevel": 1,
              "meta": {"prompt": "g <lora:h:1>", "seed": 6, "hashes": {"i": "j"},
                "resources": [{"name": "f", "type": "lora", "weight": 0.5}]}}]}]}""";

  private static final List<String> FORMATS = List.of("table", "tsv", "csv", "json", "jsonl");

  private final Path folder;
  private final Environment environment;

  private AotTraining(Path folder, Map<String, String> variables) {
    this.folder = folder;
    this.environment = new Environment(variables, folder);
  }

  /**
   * Records one cache.
   *
   * @param args what the commands do, {@code write}, {@code fetch}, {@code work}, {@code list},
   *     {@code read}, {@code show}, {@code answer} or {@code text}, and a folder; that of the
   *     others has the catalogue that {@code write} and {@code fetch} left
   */
  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[1]);
    AotTraining training = new AotTraining(folder, Map.of());
    switch (args[0]) {
      case "write" -> training.write();
      case "work" -> training.work();
      case "list" -> training.list();
      case "read" -> training.read();
      case "show" -> training.show();
      case "answer" -> training.answer();
      case "text" -> training.text();
      default -> fetchFromCivitai(folder);
    }
  }

  /** What a process does before its command. */
  private static void prepare(String... words) {
    Main.prepare(ArgumentPreview.of(words));
    InterruptHandler.ofThisThread().commandEnded();
  }

  private static void fetchFromCivitai(Path folder) throws IOException {
    try (ServerSocket civitai = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread.ofPlatform().daemon().start(() -> answer(civitai));
      String address = "http://localhost:" + civitai.getLocalPort();
      new AotTraining(folder, Map.of("CIVITAI_API_URL", address)).fetch();
    }
  }

  /** Answers each request with all models. */
  private static void answer(ServerSocket civitai) {
    String models =
        IntStream.rangeClosed(1, MODELS)
            .mapToObj(MODEL::formatted)
            .collect(Collectors.joining(", ", "{\"items\": [", "]}"));
    String head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n";
    while (true) {
      try (Socket caller = civitai.accept()) {
        caller.getInputStream().read(new byte[8192]);
        caller.getOutputStream().write((head + models).getBytes(StandardCharsets.UTF_8));
      } catch (IOException e) {
        return; // the training has ended
      }
    }
  }

  /** Commands that read whole files. */
  private void write() throws IOException {
    prepare("db", "scan");
    Path models = Files.createDirectory(folder.resolve("models"));
    model(models.resolve("a.safetensors"), "weight", 1, LARGE);
    model(models.resolve("b.safetensors"), "weight", 1, 0);
    Files.writeString(models.resolve("c.safetensors"), "<html>");
    tsr("db", "scan", models.toString());
    for (String format : FORMATS) {
      tsr("db", "scan", models.toString(), "--format", format);
      tsr("db", "duplicates", "--format", format);
    }
    tsr("db", "duplicates", "--same-weights");
    tsr("db", "scan", models.toString(), "--rehash", "--json");
    tsr("db", "scan", folder.resolve("absent").toString());
    tsr("db", "scan");
    tsr("db", "verify");
    scanSmallFiles(Files.createDirectory(folder.resolve("small")));
  }

  /** Commands that ask CivitAI. */
  private void fetch() {
    prepare("db", "cache");
    List<String> cache = new ArrayList<>(List.of("db", "cache"));
    IntStream.rangeClosed(1, MODELS).forEach(model -> cache.add(Integer.toString(model)));
    tsr(cache.toArray(String[]::new));
    tsr("db", "link", "b.safetensors", "--version-id", "12", "--offline");
    tsr("db", "link");
    tsr("db", "outdated", "--refresh");
  }

  /** Commands that keep what the user says, read pictures, or plan changes. */
  private void work() throws IOException {
    prepare("db", "needs");
    Path models = folder.resolve("models");
    Path pictures = Files.createDirectory(folder.resolve("pictures"));
    picture(pictures.resolve("a.png"));
    String picture = pictures.resolve("a.png").toString();
    for (String format : FORMATS) {
      tsr("db", "images", pictures.toString(), "--format", format);
      tsr("db", "needs", picture, "--format", format);
      tsr("db", "needs", "b.safetensors", "--format", format);
      tsr("db", "note", "b.safetensors", "--format", format);
    }
    tsr("db", "note", "b.safetensors", "--text", "fine", "--rating", "4", "--tag", "own");
    tsr("db", "organise", "--layout", "comfyui", "--into", models.toString());
    tsr("db", "organise", "--template", "{base}/{creator|unknown}/", "--into", models.toString());
    tsr("db", "export", "--for", "a1111,lora-manager,civitai-helper", "--dry-run");
    tsr("db", "import", models.toString());
    tsr("db", "prune", "--dry-run");
    tsr("db", "ignore", "b.safetensors");
    tsr("db", "ignore", "--list");
    tsr("db", "ignore", "--undo", "b.safetensors");
    tsr("db", "backup", folder.resolve("copy.db").toString());
    tsr("db", "diff", folder.resolve("copy.db").toString());
    tsr("db", "relocate", models.toString(), folder.toString(), "--dry-run");
    tsr("db", "unlink", "a.safetensors");
    tsr("db", "note", "absent");
    tsr("db", "note", "b.safetensors", "--clear");
  }

  /** A first scan of them, and one that finds them as they are, into a catalogue of their own. */
  private void scanSmallFiles(Path small) throws IOException {
    for (int i = 0; i < SMALL_FILES; i++) {
      String name = NAMES.get(i % NAMES.size());
      model(small.resolve(i + ".safetensors"), name, 1 + i % 8, i);
    }
    String catalogue = folder.resolve("small.db").toString();
    tsr("db", "scan", small.toString(), "--db", catalogue, "--format", "tsv");
    tsr("db", "scan", "--db", catalogue, "--quiet");
  }

  /**
   * The command that is called most often alone, since all classes of a cache are loaded at start.
   */
  private void list() {
    prepare("db", "list");
    for (String format : FORMATS) {
      tsr("db", "list", "--format", format);
    }
    tsr("db", "list", "--type", "lora", "--base", "sdxl", "--sort", "name", "-n", "1");
    tsr("db", "list", "absent");
  }

  /** Other commands that only read. */
  private void read() {
    prepare("db", "search");
    for (String format : FORMATS) {
      tsr("db", "search", "a", "d", "--format", format);
      tsr("db", "outdated", "--format", format);
      tsr("db", "stats", "--format", format);
    }
    tsr("db", "search", "lora", "--type", "lora", "--base", "sdxl", "--tag", "b", "--have");
    tsr("db", "search", "absent");
    tsr("db", "search", "fog");
  }

  /** Commands that show all that is known of a file or a model, such as its description. */
  private void show() {
    prepare("db", "show");
    for (String format : FORMATS) {
      tsr("db", "show", "b.safetensors", "--format", format);
      tsr("db", "prompts", "1", "--format", format);
    }
    tsr("db", "show", "a.safetensors");
    tsr("db", "prompts", "b.safetensors");
    tsr("db", "prompts", "1", "--format", "a1111");
  }

  /** The command that answers the shortest question: its classes are fewer still. */
  private void answer() {
    prepare("db", "triggers");
    for (String format : FORMATS) {
      tsr("db", "triggers", "b.safetensors", "--format", format);
    }
    tsr("db", "triggers", "a.safetensors", "--sources");
    tsr("db", "triggers", "absent");
  }

  /** What is told of the program itself. */
  private void text() {
    prepare("help");
    tsr("__complete", "--", "db", "tri");
    tsr("__complete", "--", "db", "triggers", "b");
    tsr("__complete", "--", "db", "list", "--so");
    tsr("__complete", "--", "db", "list", "type:l");
    tsr("completion", "bash");
    Tsr.names().forEach(name -> tsr(name, "--help"));
    tsr("help", "db", "scan");
    tsr("help", "options");
    tsr("db", "--help");
    tsr("--help");
    tsr("--version");
  }

  /**
   * Writes a model with usual metadata.
   *
   * @param name of its tensors, with %d for their numbers
   * @param bytes of the last tensor; the others have none
   */
  private static void model(Path file, String name, int tensors, int bytes) throws IOException {
    StringBuilder header =
        new StringBuilder(
            """
            {"__metadata__": {"ss_output_name": "a", "modelspec.title": "été",
               "ss_network_alpha": "16", "ss_tag_frequency": "{\\"1_word\\": {\\"a\\": 2}}"}""");
    for (int i = 1; i <= tensors; i++) {
      header.append(
          """
          , "%s": {"dtype": "U8", "shape": [%2$d], "data_offsets": [0, %2$d]}"""
              .formatted(name.formatted(i), i == tensors ? bytes : 0));
    }
    byte[] json = header.append('}').toString().getBytes(StandardCharsets.UTF_8);
    ByteBuffer start =
        ByteBuffer.allocate(Long.BYTES + json.length)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(json.length)
            .put(json);
    try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
      out.write(start.array());
      out.setLength(start.capacity() + bytes);
    }
  }

  /** Writes a PNG without pixels, with the settings that web UIs write. */
  private static void picture(Path file) throws IOException {
    ByteBuffer png = ByteBuffer.allocate(1024).putLong(0x89504E470D0A1A0AL);
    chunk("IHDR", "\0\0\0\1\0\0\0\1\10\2\0\0\0", png);
    chunk(
        "tEXt",
        "parameters\0a fog <lora:b:0.8>\nNegative prompt: c\nSteps: 20, Seed: 1, Size: 8x8, Model: a,"
            + " Model hash: 0a0b0c0d0e",
        png);
    chunk("IEND", "", png);
    Files.write(file, Arrays.copyOf(png.array(), png.position()));
  }

  private static void chunk(String type, String data, ByteBuffer png) {
    byte[] bytes = (type + data).getBytes(StandardCharsets.ISO_8859_1);
    CRC32 crc = new CRC32();
    crc.update(bytes);
    png.putInt(data.length()).put(bytes).putInt((int) crc.getValue());
  }

  private void tsr(String... arguments) {
    StandardStreams streams = StandardStreams.ofProcess(null);
    OutputStream nowhere = OutputStream.nullOutputStream();
    Tsr.run(Terminal.of(nowhere, nowhere, streams, Map.of()), environment, arguments);
  }
}
