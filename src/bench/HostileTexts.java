import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

/** Texts that take very long in a parser with quadratic time. */
final class HostileTexts {

  /** CivitAI's id of the model with the prompt. */
  static final int MODEL = 1;

  private static final int BRACKETS = 400_000;
  private static final int PROMPT = 200_000;

  private HostileTexts() {}

  /** A model file whose header has unclosed brackets for trigger words. */
  static Path header(Path folder) throws IOException {
    String header =
        """
        {"__metadata__": {"modelspec.trigger_phrase": "%s"},
        "w": {"dtype": "U8", "shape": [0], "data_offsets": [0, 0]}}"""
            .formatted("(".repeat(BRACKETS));
    byte[] json = header.getBytes(StandardCharsets.US_ASCII);
    byte[] file =
        ByteBuffer.allocate(Long.BYTES + json.length)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(json.length)
            .put(json)
            .array();
    return Files.write(folder.resolve("brackets.safetensors"), file);
  }

  /** A model with an example image whose prompt is made of unclosed LoRA tags. */
  static void prompt(Path catalogue) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + catalogue);
        Statement rows = connection.createStatement()) {
      rows.executeUpdate(
          """
          INSERT INTO models (id, civitai_id, name, type) VALUES (1, 1, 'hostile', 'LORA');
          INSERT INTO model_versions (id, civitai_id, model_id, name) VALUES (1, 1, 1, 'v1');
          INSERT INTO version_images (id, version_id, url) VALUES (1, 1, 'https://i.example/1');
          """);
      try (PreparedStatement prompt =
          connection.prepareStatement(
              "INSERT INTO image_generation_params (image_id, key, value) VALUES (1, 'prompt', ?)")) {
        prompt.setString(1, "<lora:" + "a".repeat(PROMPT));
        prompt.executeUpdate();
      }
    }
  }
}
