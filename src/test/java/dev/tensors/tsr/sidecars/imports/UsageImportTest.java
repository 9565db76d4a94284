package dev.tensors.tsr.sidecars.imports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tensors.tsr.pictures.PictureFile;
import dev.tensors.tsr.program.CommandTest;
import dev.tensors.tsr.program.Library;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What LoRA Manager counts of the use of models. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "asserts paths as Unix has them")
class UsageImportTest extends CommandTest {

  private Path boats;
  private Path fog;

  @BeforeEach
  void library() throws IOException {
    boats = library.model("boats.safetensors", 1);
    fog = library.model("fog.safetensors", 2);
    workplace.scan();
  }

  private static String counted(Path file, String history) {
    return "\"%s\":{\"total\":7,\"history\":{%s}}"
        .formatted(Library.sha256(file).toLowerCase(Locale.ROOT), history);
  }

  private Path stats(String name, String loras, String checkpoints) throws IOException {
    Path file = folder.toRealPath().resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(
        file,
        "{\"checkpoints\":{%s},\"loras\":{%s},\"embeddings\":{},\"total_executions\":9}"
            .formatted(checkpoints, loras));
  }

  private void assertLastUses(String ofBoats, String ofFog) {
    tsr.db("list --fields last_used_at,images_made --format csv -q")
        .prints("last_used_at,images_made\r\n" + ofBoats + ",\r\n" + ofFog + ",\r\n");
  }

  @Test
  void takesTheDayOfTheLastUse() throws IOException {
    Path stats =
        stats(
            "settings/stats/lora_manager_stats.json",
            counted(boats, "\"2026-03-01\":2,\"2026-02-01\":5,\"2026-09-09\":0,\"soon\":1"),
            counted(fog, "\"2025-12-31\":1") + ",\"abc\":{\"history\":{\"2026-01-01\":1}}");

    tsr.db("import --json", stats)
        .prints(
            """
            [{"file_path":null,"sidecar":"%s","manager":"lora-manager","status":"proved","taken":["last_used"]}]
            """
                .formatted(stats),
            "Sidecars: 1 proved\n");
    assertLastUses("2026-03-01T00:00:00Z", "2025-12-31T00:00:00Z");
    tsr.db("list --sort used --fields name --format csv -q")
        .prints("name\r\nboats.safetensors\r\nfog.safetensors\r\n");
    catalogue.has("SELECT count(*) FROM imported_uses", "2");

    tsr.db("import", stats).prints("", "Sidecars: 1 unchanged\n");
    stats("settings/stats/lora_manager_stats.json", counted(boats, "\"2026-01-01\":2"), "");
    tsr.db("import -q", stats.getParent().getParent()).prints("");
    assertLastUses("2026-03-01T00:00:00Z", "2025-12-31T00:00:00Z");
  }

  /** The number of runs is no number of pictures, and what was run long ago may be unused now. */
  @Test
  void makesNoFileUsed() throws IOException {
    stats("models/lora_manager_stats.json", counted(fog, "\"2026-03-01\":2"), "");
    Path made = Files.createDirectory(folder.resolve("made"));
    Files.write(
        made.resolve("a.png"), PictureFile.png().text("parameters", "<lora:boats:1>").end());
    tsr.db("images -q", made);

    tsr.db("import -q")
        .prints(library.path("lora_manager_stats.json") + "\tlora-manager\tproved\tlast_used\n");

    tsr.db("list is:unused --fields name,last_used_at --format csv -q")
        .prints("name,last_used_at\r\nfog.safetensors,2026-03-01T00:00:00Z\r\n");
  }

  @Test
  void saysWhyItCannotBeRead() throws IOException {
    Path stats = stats("lora_manager_stats.json", "", "");
    tsr.db("import", stats).prints(stats + "\tlora-manager\tempty\t\n", "Sidecars: 1 empty\n");
    Files.writeString(stats, "{\"loras\":");

    assertThat(tsr.db("import", stats).err())
        .startsWith("tsr: " + stats + ": is not JSON, or is incomplete\n");
    Path none = folder.resolve("none/lora_manager_stats.json");
    tsr.db("import", none)
        .fails(4, "tsr: " + none + ": no such folder or file; is a disk not mounted?\n");
  }
}
