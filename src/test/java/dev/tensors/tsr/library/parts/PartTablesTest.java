package dev.tensors.tsr.library.parts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tensors.tsr.library.parts.Families.Need;
import dev.tensors.tsr.modelfile.identify.Identifier;
import dev.tensors.tsr.modelfile.identify.matching.Family;
import dev.tensors.tsr.modelfile.identify.matching.Rule;
import dev.tensors.tsr.modelfile.identify.rules.RuleSets;
import dev.tensors.tsr.program.CommandTest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The tables of parts say what the rules can tell, and each family runs with its parts. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "records paths as Unix has them")
class PartTablesTest extends CommandTest {

  /** Models whose encoders have no class yet, or that need none. */
  private static final List<String> WITHOUT_PARTS =
      List.of("cascade", "kolors", "hunyuan_3d", "hunyuan_dit", "hidream_o1");

  private static final Families FAMILIES = new Families();

  private static List<String> components() {
    return RuleSets.all().stream().map(Rule::component).filter(Objects::nonNull).toList();
  }

  private static Stream<Part> parts() {
    return Stream.concat(
            FAMILIES.diffusionModels().values().stream(), FAMILIES.baseModels().values().stream())
        .flatMap(List::stream)
        .flatMap(way -> way.needs().stream())
        .flatMap(need -> need.alternatives().stream());
  }

  @Test
  void namesWhatTheRulesTell() {
    assertThat(components()).containsAll(parts().map(Part::component).toList());
    assertThat(Stream.of(Family.values()).map(Family::architecture))
        .containsAll(FAMILIES.diffusionModels().keySet());
    assertThat(Identifier.baseModels()).containsAll(FAMILIES.baseModels().keySet());
    for (List<String> row : PartTable.rows("known-files.txt")) {
      assertThat(row.get(0)).matches("[0-9A-F]{64}");
      assertThat(row.get(1).isEmpty() || components().contains(Part.of(row.get(1)).component()))
          .as(row.get(1))
          .isTrue();
      assertThat(row.get(2)).endsWith(".safetensors");
      assertThat(row.get(4)).matches("https://huggingface.co/[^/]+/[^/]+/resolve/[^/]+/.+");
    }
    for (List<String> row : PartTable.rows("editions.txt")) {
      assertThat(parts()).contains(new Part(row.get(0), row.get(1)));
    }
    List<Part> named =
        PartTable.rows("editions.txt").stream()
            .map(row -> new Part(row.get(0), row.get(1)))
            .toList();
    assertThat(named).containsAll(parts().filter(part -> part.edition() != null).toList());
  }

  @Test
  void asksSqlForTheKnownFiles() throws SQLException {
    List<List<String>> found = new ArrayList<>();
    try (Connection memory = DriverManager.getConnection("jdbc:sqlite::memory:");
        Statement statement = memory.createStatement();
        ResultSet row =
            statement.executeQuery("SELECT sha256, name, url FROM (" + KnownFiles.query() + ")")) {
      while (row.next()) {
        found.add(List.of(row.getString(1), row.getString(2), row.getString(3)));
      }
    }

    assertThat(found)
        .isEqualTo(
            PartTable.rows("known-files.txt").stream()
                .map(row -> List.of(row.get(0), row.get(2), row.get(4)))
                .toList());
  }

  @ParameterizedTest
  @CsvSource({
    "ltxv, LTX23_video_vae_bf16, ltx-2.3",
    "ltxv, ltx2.3_video_vae, ltx-2.3",
    "ltxv, ltx-2.3-22b-vae, ltx-2.3",
    "ltxv, ltx-2-19b-vae, ltx-2",
    "ltxv, LTX_2_video_vae, ltx-2",
    "ltxv, ltx-video-2b-v0.9.5-vae, ltxv",
    "ltx-audio, ltx-2.5-audio-vae-bf16, ltx-2.5",
    "kl4, sd-xl_vae, sdxl",
    "ae16, sd_3.5_vae, sd3",
    "wan21, swan_vae,",
    "gemma2-2b, gemma-2-2b-it, it",
    "gemma2-2b, gemma_2_2b_italian,",
  })
  void tellsEditionsByNames(String component, String name, @Nullable String edition) {
    assertThat(FAMILIES.editionByName(component, name + ".safetensors")).isEqualTo(edition);
  }

  @Test
  void hasALineForEachModelThatTheRulesTell() {
    Set<String> told = new LinkedHashSet<>();
    for (Rule rule : RuleSets.all()) {
      if (rule.type().equals("UNet") && rule.family().architecture() != null) {
        told.add(rule.family().architecture());
      }
    }
    told.removeAll(WITHOUT_PARTS);
    assertThat(FAMILIES.diffusionModels().keySet()).containsAll(told);
  }

  private void record(String path, String type, String column, String value, String sha256) {
    catalogue.execute(
        """
        INSERT INTO local_files (file_path, sha256, size_bytes, type, %s, identified_version)
        VALUES ('%s', '%s', 5, '%s', '%s', 9)
        """
            .formatted(column, path, sha256, type, value));
  }

  private List<String> incomplete() {
    return tsr.db("list is:incomplete --fields path").out().lines().toList();
  }

  @Test
  void runsEachFamilyWithItsPartsOnly() {
    workplace.scan();
    List<String> needing = new ArrayList<>();
    for (String architecture : FAMILIES.diffusionModels().keySet()) {
      String path = "/models/" + architecture + ".safetensors";
      record(path, "UNet", "architecture", architecture, architecture);
      needing.add(path);
    }
    for (String base : FAMILIES.baseModels().keySet()) {
      String path = "/models/base " + base + ".safetensors";
      record(path, "Checkpoint", "base_model", base, base);
      needing.add(path);
    }
    assertThat(incomplete()).containsExactlyInAnyOrderElementsOf(needing);
    assertThat(statuses(needing)).containsOnly("missing", "optional");

    KnownFiles known = KnownFiles.all();
    for (Part part : new LinkedHashSet<>(parts().toList())) {
      KnownFiles.KnownFile file = known.offer(part);
      String sha256 = file == null ? part.word() : file.sha256();
      record("/parts/" + part.word(), "TextEncoder", "component", part.component(), sha256);
    }
    assertThat(incomplete()).isEmpty();
    assertThat(statuses(needing)).containsOnly("here");
  }

  private Set<String> statuses(List<String> paths) {
    Set<String> statuses = new LinkedHashSet<>();
    for (String row : tsr.db("needs --json", paths.toArray()).out().split("\n")) {
      statuses.add(row.replaceAll(".*\"status\":\"([a-z]+)\".*", "$1"));
    }
    return statuses;
  }

  /** What a family needs of one class is one need, so that a file is not taken for two. */
  @Test
  void namesEachPartOnce() {
    FAMILIES
        .diffusionModels()
        .values()
        .forEach(
            ways ->
                ways.forEach(
                    way ->
                        assertThat(way.needs().stream().map(Need::alternatives))
                            .doesNotHaveDuplicates()));
  }
}
