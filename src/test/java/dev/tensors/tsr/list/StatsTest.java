package dev.tensors.tsr.list;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tensors.tsr.program.Catalogue;
import dev.tensors.tsr.program.CommandTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "asserts paths as Unix has them")
class StatsTest extends CommandTest {

  @Test
  void countsHardLinksOnceAndCopiesAsDuplicates() throws IOException {
    Path file = library.model("a.safetensors", 1);
    Files.createLink(library.path("link.safetensors"), file);
    library.model("copy.safetensors", 1);
    library.model("other.safetensors", 2);
    Path gone = library.model("gone.safetensors", 3);
    workplace.scan();
    Files.delete(gone);
    workplace.scan();

    tsr.db("stats --json")
        .prints(
            """
            {"db_path":"%1$s","schema_version":%2$d,"db_bytes":%3$d,"library_bytes":%4$d,"stats":\
            {"local_files":4,"linked":0,"missing":1,"failed":0,"duplicates":1,"models":0,\
            "model_versions":0,"version_files":0,"trained_words":0,"version_images":0,\
            "prompts":0,"creators":0,"tags":0,"images":0},\
            "by_type":[{"name":null,"files":4,"bytes":%4$d}],\
            "by_base":[{"name":null,"files":4,"bytes":%4$d}]}
            """
                .formatted(
                    database,
                    Catalogue.newestSchema(),
                    Files.size(database),
                    3 * Files.size(file)));
    assertThat(tsr.db("stats --format table -v").out())
        .startsWith("4 files, 291 B, 0 linked, 1 duplicate, 1 missing\n\nTYPE ")
        .contains("\n\ndb path         " + database + "\nschema version  ")
        .containsPattern("\ntags +0\nimages +0\n$");
    assertThat(tsr.db("stats --format csv").out().lines())
        .containsExactly(
            "db_path,schema_version,db_bytes,library_bytes,local_files,linked,missing,failed,"
                + "duplicates,models,model_versions,version_files,trained_words,version_images,prompts,"
                + "creators,tags,images,by_type,by_base",
            "%1$s,%2$d,%3$d,%4$d,4,0,1,0,1,0,0,0,0,0,0,0,0,0,%5$s,%5$s"
                .formatted(
                    database,
                    Catalogue.newestSchema(),
                    Files.size(database),
                    3 * Files.size(file),
                    "\"{\"\"name\"\":null,\"\"files\"\":4,\"\"bytes\"\":"
                        + 3 * Files.size(file)
                        + "}\""));
  }

  @Test
  void countsTheOwnPicturesThatAreHere() {
    library.model("a.safetensors", 1);
    workplace.scan();
    catalogue.execute(
        """
        INSERT INTO own_images (path, size_bytes, mtime_ns, missing_since)
        VALUES ('/a.png', 1, 1, NULL), ('/b.png', 1, 1, NULL),
          ('/gone.png', 1, 1, '2020-01-02T03:04:05Z')
        """);

    assertThat(tsr.db("stats --json").out()).contains("\"images\":2}");
  }

  /** CivitAI's word comes before the header's. */
  @Test
  void countsFilesByTheBestKnownTypeAndBaseModel() throws Exception {
    Path file = library.model("a.safetensors", 1);
    Files.createLink(library.path("link.safetensors"), file);
    Path b = library.model("b.safetensors", 2);
    Path c = library.model("c.safetensors", 3);
    library.model("d.safetensors", 4);
    Path gone = library.model("gone.safetensors", 5);
    workplace.scan();
    Files.delete(gone);
    workplace.scan();
    catalogue.execute(
        """
        UPDATE local_files SET type = 'LORA', base_model = 'SD 1.5';
        UPDATE local_files SET type = NULL, base_model = NULL WHERE file_path LIKE '%/d.%';
        """);
    catalogue
        .model(7, "M")
        .with("type", "DoRA")
        .version(8, "v", "Pony")
        .linked(b)
        .version(9, "w")
        .linked(c);

    assertThat(tsr.db("stats --json").out())
        .endsWith(
            """
            "by_type":[{"name":"DoRA","files":2,"bytes":194},\
            {"name":"LORA","files":2,"bytes":97},{"name":null,"files":1,"bytes":97}],\
            "by_base":[{"name":"SD 1.5","files":3,"bytes":194},\
            {"name":"Pony","files":1,"bytes":97},{"name":null,"files":1,"bytes":97}]}
            """);
    tsr.with("COLUMNS", "40");
    tsr.db("stats --format table")
        .prints(
            """
            5 files, 388 B, 2 linked, 1 missing

            TYPE     FILES   SIZE
            DoRA         2  194 B  █████████████████
            LORA         2   97 B  ████████▌
            unknown      1   97 B  ████████▌

            BASE
            SD 1.5       3  194 B  █████████████████
            Pony         1   97 B  ████████▌
            unknown      1   97 B  ████████▌
            """);
    tsr.db("stats --format table --where", "base:pony")
        .prints(
            """
            1 file, 97 B, 1 linked

            TYPE  FILES  SIZE
            DoRA      1  97 B  █████████████████████

            BASE
            Pony      1  97 B  █████████████████████
            """);
    assertThat(tsr.db("stats --format table -v --where", "base:pony").out())
        .endsWith("\n\nlocal files  1\nlinked       1\nmissing      0\nduplicates   0\n");
    tsr.with("COLUMNS", "24");
    tsr.db("stats --format table --where", "base:pony")
        .prints(
            "1 file, 97 B, 1 linked\n\nTYPE  FILES  SIZE\nDoRA      1  97 B\n\nBASE\nPony      1  97 B\n");
    tsr.db("stats --format table --where none-such").shows("0 files, 0 B, 0 linked\n");
    assertThat(tsr.db("stats --format table").out())
        .startsWith("5 files, 388 B, 2\nlinked, 1 missing\n\nTYPE ");
    assertThat(tsr.db("stats").out())
        .contains("\nby_type.DoRA.files\t2\nby_type.DoRA.bytes\t194\nby_type.LORA.files\t2\n");
  }
}
