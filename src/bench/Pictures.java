import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32;

/** Makes PNGs of 2 MB with the texts of web UIs and of ComfyUI. */
final class Pictures {

  private static final int IN_A_FOLDER = 500;

  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};

  /** In 32 chunks, as Pillow writes them. */
  private static final int CHUNKS = 32;

  private static final int CHUNK = 1 << 16;

  /** In one of this many pictures, the texts follow the pixels. */
  private static final int TEXT_AT_END = 10;

  private Pictures() {}

  /** Makes pictures whose pixels are holes in the file and take no disk. */
  static void make(Path folder, int count) throws IOException {
    for (int i = 0; i < count; i++) {
      Path file = path(folder, i);
      Files.createDirectories(file.getParent());
      byte[] text = i % 2 == 0 ? chunk("tEXt", "parameters\0" + infotext(i)) : workflow(i);
      boolean atEnd = i % TEXT_AT_END == 0;
      try (FileChannel out =
          FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        ByteBuffer head =
            ByteBuffer.allocate(13).putInt(832).putInt(1216).put(new byte[] {8, 2, 0, 0, 0}).flip();
        write(out, SIGNATURE, chunk("IHDR", head.array()), atEnd ? new byte[0] : text);
        for (int j = 0; j < CHUNKS; j++) {
          write(out, ByteBuffer.allocate(8).putInt(CHUNK).put(ascii("IDAT")).array());
          out.position(out.position() + CHUNK + Integer.BYTES);
        }
        write(out, atEnd ? text : new byte[0], chunk("IEND", new byte[0]));
      }
    }
  }

  /** The path of the i-th picture. */
  static Path path(Path folder, int i) {
    return folder.resolve("%03d/%05d.png".formatted(i / IN_A_FOLDER, i));
  }

  private static String infotext(int i) {
    return """
        a boat, number %1$d, <lora:v%2$d:0.8>
        Negative prompt: people
        Steps: 20, Sampler: Euler a, CFG scale: 7, Seed: %1$d, Size: 832x1216, Model hash: %3$010x, \
        Model: base-%2$d, Lora hashes: "v%2$d: %3$012x", Version: v1.10.1"""
        .formatted(i, i % 200, i * 2_654_435_761L);
  }

  /** A graph and the workflow that it was made of, with many nodes that name no model. */
  private static byte[] workflow(int i) throws IOException {
    String model = "base-" + i % 200 + ".safetensors";
    String graph =
        """
        {"1": {"class_type": "CheckpointLoaderSimple", "inputs": {"ckpt_name": "%s"}},
         "2": {"class_type": "LoraLoader", "inputs": {"lora_name": "sea/v%d.safetensors",
               "strength_model": 0.8, "strength_clip": 1, "model": ["1", 0], "clip": ["1", 1]}},
         "3": {"class_type": "CLIPTextEncode", "inputs": {"text": "a boat", "clip": ["2", 1]}}}"""
            .formatted(model, i % 200);
    String node =
        """
        {"id": 4, "type": "Reroute", "pos": [1, 2], "mode": 0, "outputs": [{"links": [1]}]},""";
    String workflow =
        "{\"nodes\": ["
            + node.repeat(200)
            + "{\"id\": 1, \"type\": \"CheckpointLoaderSimple\", \"widgets_values\": [\""
            + model
            + "\"]}], \"links\": [], \"version\": 0.4}";
    ByteArrayOutputStream both = new ByteArrayOutputStream();
    both.write(chunk("tEXt", "prompt\0" + graph));
    both.write(chunk("tEXt", "workflow\0" + workflow));
    return both.toByteArray();
  }

  private static byte[] chunk(String type, String text) {
    return chunk(type, ascii(text));
  }

  private static byte[] chunk(String type, byte[] data) {
    CRC32 checksum = new CRC32();
    checksum.update(ascii(type));
    checksum.update(data);
    return ByteBuffer.allocate(12 + data.length)
        .putInt(data.length)
        .put(ascii(type))
        .put(data)
        .putInt((int) checksum.getValue())
        .array();
  }

  private static void write(FileChannel out, byte[]... parts) throws IOException {
    for (byte[] part : parts) {
      out.write(ByteBuffer.wrap(part));
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
