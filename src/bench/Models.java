import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Makes model files. */
final class Models {

  private static final int IN_A_FOLDER = 100;

  private static final int SMALL = 4096;

  /** The size to which a small header is padded with blanks, as the format allows. */
  private static final int SMALL_HEADER = 1024;

  private static final int BLOCK = 1 << 20;

  private Models() {}

  /** Makes files of 4 KiB, a hundred in a folder, with the metadata that trainers write. */
  static void small(Path folder, int count) throws IOException {
    byte[] tensor = new byte[SMALL - Long.BYTES - SMALL_HEADER];
    Random random = new Random(1);
    for (int i = 0; i < count; i++) {
      String header =
          """
          {"__metadata__": {"ss_output_name": "style %1$d", "ss_sd_model_name": "base.safetensors",
            "ss_base_model_version": "sdxl_base_v1-0", "ss_network_module": "networks.lora",
            "ss_network_dim": "32", "ss_network_alpha": "16", "ss_num_train_images": "%1$d",
            "ss_tag_frequency": "{\\"style\\": {\\"style %1$d\\": 20}}",
            "modelspec.title": "Style %1$d", "modelspec.architecture": "stable-diffusion-xl-v1-base/lora"},
          "lora.weight": {"dtype": "U8", "shape": [%2$d], "data_offsets": [0, %2$d]}}"""
              .formatted(i, tensor.length);
      random.nextBytes(tensor);
      Path file = path(folder, i);
      Files.createDirectories(file.getParent());
      try (OutputStream out = Files.newOutputStream(file)) {
        out.write(start(header + " ".repeat(SMALL_HEADER - header.length())));
        out.write(tensor);
      }
    }
  }

  /** The path of the i-th small file. */
  static Path path(Path folder, int i) {
    return folder.resolve("%04d/style-%06d.safetensors".formatted(i / IN_A_FOLDER, i));
  }

  /** The folders of the small files. */
  static List<Path> folders(Path folder, int count) {
    List<Path> folders = new ArrayList<>();
    for (int i = 0; i < count; i += IN_A_FOLDER) {
      folders.add(path(folder, i).getParent());
    }
    return folders;
  }

  /** A file of one tensor, forced to the disk, so that no writing disturbs the measurement. */
  static void large(Path file, long bytes) throws IOException {
    byte[] block = new byte[BLOCK];
    new Random(file.hashCode()).nextBytes(block);
    String header =
        "{\"weight\": {\"dtype\": \"U8\", \"shape\": [%1$d], \"data_offsets\": [0, %1$d]}}"
            .formatted(bytes);
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(start(header)));
      for (long left = bytes; left > 0; left -= BLOCK) {
        channel.write(ByteBuffer.wrap(block, 0, (int) Math.min(BLOCK, left)));
      }
      channel.force(true);
    }
  }

  /** A file with a header of this size: very many tensors without data. */
  static void wide(Path file, int headerBytes) throws IOException {
    String entry =
        "\"model.diffusion_model.blocks.%09d.weight\": {\"dtype\": \"F16\", \"shape\": [0],"
            + " \"data_offsets\": [0, 0]}";
    int length = entry.formatted(0).length() + 1;
    int count = headerBytes / length;
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      out.write(length((long) count * length + 1));
      for (int i = 0; i < count; i++) {
        out.write((i == 0 ? '{' : ','));
        out.write(entry.formatted(i).getBytes(StandardCharsets.US_ASCII));
      }
      out.write('}');
    }
  }

  private static byte[] start(String header) {
    byte[] json = header.getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocate(Long.BYTES + json.length).put(length(json.length)).put(json).array();
  }

  private static byte[] length(long header) {
    return ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(header).array();
  }
}
