package dev.tensors.tsr.cache;

import static dev.tensors.tsr.program.HubStub.file;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tensors.tsr.program.CommandTest;
import dev.tensors.tsr.program.HubStub;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The repositories that cache --suggested names. */
class SuggestedTest extends CommandTest {

  @RegisterExtension static final HubStub HUB = new HubStub();

  /** A well-known file, and its repository. */
  private static final String KNOWN =
      "AFC8E28272CD15DB3919BACDB6918CE9C1ED22E96CB12C4D5ED0FBA823529E38";

  private static final String KNOWN_IN = "mcmonkey/swarm-vaes";

  @BeforeEach
  void countCalls() {
    tsr.with("HF_ENDPOINT", HUB.url()).with("CIVITAI_API_URL", HUB.url());
  }

  private static String workflow(String... urls) {
    StringBuilder nodes = new StringBuilder();
    for (int i = 0; i < urls.length; i++) {
      nodes.append(
          """
          %s{"id":%d,"type":"VAELoader","widgets_values":["%d.safetensors"],"properties":
            {"models":[{"name":"%d.safetensors","url":"%s","directory":"vae"}]}}"""
              .formatted(i == 0 ? "" : ",", i, i, i, urls[i]));
    }
    return "{\"nodes\":[" + nodes + "],\"links\":[],\"version\":0.4}";
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  @Test
  void namesEachRepositoryOnceAndAsksNothing() throws IOException {
    Path a = library.model("a.safetensors", 1);
    library.model("b.safetensors", 2);
    library.model("c.safetensors", 3);
    Files.writeString(
        a.resolveSibling("a.metadata.json"),
        "{\"file_name\":\"a\",\"sha256\":\"\",\"hf_url\":\"https://huggingface.co/tide/lora\"}");
    workplace.scan();
    tsr.db("import").exits(0);
    catalogue.execute(
        """
        UPDATE local_files SET sha256 = '%s' WHERE file_path LIKE '%%b.safetensors';
        UPDATE local_files SET hf_repo = 'tide/lora', hf_revision = 'c', hf_path = 'x'
          WHERE file_path LIKE '%%a.safetensors' OR file_path LIKE '%%c.safetensors';
        """
            .formatted(KNOWN));
    String quay = "https://huggingface.co/tide/quay/resolve/main/";
    write("flows/one.json", workflow(quay + "1.sft", quay + "2.sft", "https://civitai.com/x"));
    write(
        "flows/two.json",
        workflow(
            quay.replace("tide/quay", "Tide/Quay") + "1.sft", "https://elsewhere.example/a/b"));
    tsr.db("images " + folder.resolve("flows")).exits(0);

    tsr.db("cache --suggested --json")
        .ends(
            0,
            """
            [{"model":"hf:tide/lora","name":"tide/lora","files":2,"workflows":0,\
            "named_by":["sidecar","hub_cache"],"page_url":"https://huggingface.co/tide/lora"},
             {"model":"hf:%s","name":"%s","files":1,"workflows":0,"named_by":["known_file"],\
            "page_url":"https://huggingface.co/%s"},
             {"model":"hf:Tide/Quay","name":"Tide/Quay","files":0,"workflows":2,\
            "named_by":["workflow"],"page_url":"https://huggingface.co/Tide/Quay"}]
            """
                .formatted(KNOWN_IN, KNOWN_IN, KNOWN_IN),
            "3 repositories to cache with tsr db cache MODEL\n");
    assertThat(HUB.calls()).isEmpty();
    assertThat(tsr.db("show a --format table").out())
        .contains("repository  https://huggingface.co/tide/lora\n            (from lora-manager)");
  }

  @Test
  void leavesOutWhatIsCached() throws IOException {
    write("flows/one.json", workflow("https://huggingface.co/tide/quay/blob/main/1.sft"));
    tsr.db("images " + folder.resolve("flows")).exits(0);
    tsr.db("cache --suggested -q").prints("hf:tide/quay\t0\t1\tworkflow\n");

    HUB.hasRepository("tide/quay", "a".repeat(40), file("1.sft", "1".repeat(64)));
    tsr.db("cache hf:tide/quay").exits(0);

    tsr.with("HF_HUB_OFFLINE", "1")
        .db("cache --suggested --json")
        .ends(
            0,
            "[]\n",
            "No workflow, sidecar or well-known file names another repository; 1 is cached already;"
                + " tsr db images and tsr db import read more.\n");
  }

  @Test
  void storesNothing() {
    for (String other : new String[] {"hf:a/b", "--linked", "--stale 3d", "--previews"}) {
      assertThat(tsr.db("cache --suggested " + other).exits(2).err())
          .startsWith("tsr: --suggested stores nothing; leave out MODEL and other options\n");
    }
    tsr.db("cache --suggested --json --db " + folder.resolve("none.db")).exits(4);
  }
}
