package dev.tensors.tsr.duplicates;

import dev.tensors.tsr.program.CommandTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "asserts paths as Unix has them")
class SeveralVersionsTest extends CommandTest {

  private Path first;
  private Path second;
  private Path third;

  @BeforeEach
  void library() throws IOException {
    first = library.model("a1.safetensors", 1);
    second = library.model("a2.safetensors", 2);
    third = library.model("a3.safetensors", 3);
    library.model("other.safetensors", 4);
    workplace.scan();
    catalogue
        .model(100, "Fog")
        .version(103, "v3", "SDXL 1.0")
        .version(102, "v2", "Pony")
        .version(101, "v1", "SDXL 1.0");
    catalogue.model(200, "Sea").version(201, "v1", "SDXL 1.0");
    catalogue.link(library.path("a1.safetensors"), 101);
    catalogue.link(library.path("other.safetensors"), 201);
    catalogue.execute(
        "UPDATE model_versions SET published_at = '2026-01-02T00:00:00Z' WHERE civitai_id = 101");
  }

  @Test
  void findsNoneWhereOneVersionIsHere() {
    catalogue.link(second, 102); // for another base model

    tsr.db("duplicates --versions --json")
        .prints(
            "[]\n",
            "No model is here in several versions for one base model; tsr db link finds the"
                + " versions of files.\n");
    tsr.db("duplicates --versions --exit-code -q").prints("");
  }

  @Test
  void showsWhichVersionsANewerOneReplaces() {
    catalogue.link(third, 103);
    tsr.db("note a1 --rating 2 -q");

    tsr.db("duplicates --versions --json")
        .prints(
            """
            [{"model_id":100,"model_name":"Fog","base_model":"SDXL 1.0","files":[\
            {"file_path":"%s","version_id":103,"version_name":"v3","published_at":null,\
            "size_bytes":97,"images_made":null,"rating":null},\
            {"file_path":"%s","version_id":101,"version_name":"v1",\
            "published_at":"2026-01-02T00:00:00Z","size_bytes":97,"images_made":null,"rating":2}]}]
            """
                .formatted(third, first),
            "1 older file of 1 model, 97 B; tsr db list is:superseded lists them\n");
    tsr.db("duplicates --versions --exit-code -q")
        .ends(
            1,
            """
            %s\tnewest\t97\tv3\t\t\tFog\tSDXL 1.0
            %s\tolder\t97\tv1\t\t2\tFog\tSDXL 1.0
            """
                .formatted(third, first),
            "");
    tsr.db("list is:superseded --print0 -q").prints(first + "\0");
    tsr.db("duplicates --versions --where name:other")
        .prints(
            "",
            "No file that matches is of a model that is here in several versions; without --where tsr"
                + " db duplicates --versions shows all such models.\n");
    tsr.db("duplicates --versions --where name:snow")
        .prints("", "No file matches --where; tsr db list shows all files that are here.\n");
  }

  @Test
  void countsNoFileThatIsMissing() throws IOException {
    catalogue.link(third, 103);
    Files.delete(third);
    workplace.scan();

    tsr.db("duplicates --versions -q").prints("");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--print0", "--keep oldest", "--keep-under .", "--same-weights"})
  void refusesWhatChoosesCopies(String option) {
    tsr.db("duplicates --versions " + option)
        .ends(
            2,
            "",
            """
            tsr: --versions only shows files; leave out --print0, --keep, --keep-under and \
            --same-weights, and see tsr db list is:superseded --print0
            Usage: tsr db duplicates [OPTIONS]
            """);
  }
}
