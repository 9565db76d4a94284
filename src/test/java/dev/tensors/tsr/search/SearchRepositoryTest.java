package dev.tensors.tsr.search;

import static dev.tensors.tsr.program.HubStub.file;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tensors.tsr.program.CommandTest;
import dev.tensors.tsr.program.HubStub;
import dev.tensors.tsr.program.Library;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The repositories of Hugging Face among what search finds. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "asserts paths as Unix has them")
class SearchRepositoryTest extends CommandTest {

  @RegisterExtension static final HubStub HUB = new HubStub();

  private static final String COMMIT = "a".repeat(40);
  private static final String LATER = "b".repeat(40);
  private static final String FLUX = "black-forest-labs/FLUX.1-dev";

  private Path a;

  @BeforeEach
  void cachedRepositories() {
    a = library.model("a.safetensors", 1);
    workplace.scan();
    HUB.hasRepository("tide/quay", COMMIT, file("vae/fog.sft", Library.sha256(a)));
    HUB.hasRepository(FLUX, LATER, file("flux1-dev.sft", "1".repeat(64)));
    tsr.with("HF_ENDPOINT", HUB.url()).db("cache hf:tide/quay hf:" + FLUX).exits(0);
    tsr.db("link --offline").exits(0);
    catalogue.model(100, "Quay").version(101, "v1", "Flux.1 D");
  }

  private void finds(String terms, String... names) {
    assertThat(tsr.db("search -q " + terms).exits(0).out().lines().map(line -> line.split("\t")[1]))
        .as(terms)
        .containsExactly(names);
  }

  @Test
  void hasNoIdsAndOnlyWhereItIsAskedFor() {
    tsr.db("search source:huggingface quay --json")
        .ends(
            0,
            """
            [{"civitai_id":null,"name":"tide/quay","type":null,"nsfw":null,"creator":"tide",\
            "base_model":null,"latest_version":"%s","latest_version_id":null,"download_url":null,\
            "download_count":null,"thumbs_up_count":null,"tags":[],"local_files":["%s"],\
            "page_url":"https://huggingface.co/tide/quay"}]
            """
                .formatted(COMMIT, a),
            "");
    finds("quay", "Quay");
    finds("not:source:huggingface", "Quay");
    finds("source:huggingface", FLUX, "tide/quay");
    finds("source:huggingface,civitai", FLUX, "tide/quay");
    finds("source:civitai");
  }

  @Test
  void matchesTheOtherTerms() {
    finds("source:huggingface fog tide", "tide/quay");
    finds("source:huggingface fog creator:black");
    finds("source:huggingface base:flux1d", FLUX);
    catalogue.execute("UPDATE hf_repositories SET civitai_base = 'Pony' WHERE repo = 'tide/quay'");
    finds("source:huggingface fog pony", "tide/quay");
    catalogue.execute("UPDATE hf_repositories SET civitai_base = NULL WHERE repo = 'tide/quay'");
    finds("source:huggingface base:none", "tide/quay");
    finds("source:huggingface hash:11111111", FLUX);
    finds("source:huggingface version:bbbb", FLUX);
    finds("source:huggingface is:here", "tide/quay");
    finds("source:huggingface --missing", FLUX);
    finds("source:huggingface published:2026-08", FLUX, "tide/quay");
    finds("source:huggingface type:vae");
    finds("source:huggingface is:gone,outdated,favourite");
    tsr.db("note a --rating 4 --favourite --tag sea").exits(0);
    finds("source:huggingface rating:>=4 is:favourite tag:sea", "tide/quay");
  }

  /** A model has no term that a repository could not be asked by, too. */
  @Test
  void takesEachTermOfModels() {
    for (String field : ModelFields.TABLE.names()) {
      tsr.db("search -q source:huggingface", field + ":any").exits(0);
    }
    for (String state : ModelFields.TABLE.states().keySet()) {
      tsr.db("search -q source:huggingface", "is:" + state).exits(0);
    }
    finds("source:huggingface licence:sell");
    finds("source:huggingface licence:none", FLUX, "tide/quay");
  }

  @Test
  void saysThatOnlyRepositoriesMatch() {
    assertThat(tsr.db("search flux1-dev").exits(0).err())
        .isEqualTo(
            "No cached model matches; tsr db cache MODEL stores more.\n"
                + "1 repository at Hugging Face matches: tsr db search source:huggingface"
                + " flux1-dev\n");
    assertThat(tsr.db("search --missing sft published:any").exits(0).err())
        .contains("1 repository at Hugging Face matches: ");
    assertThat(tsr.db("search nothing").exits(0).err()).doesNotContain("Hugging Face");
  }

  @Test
  void refusesFieldsOfFilesAlone() {
    for (String word : new String[] {"hf_licence:mit", "not:hf_licence:mit"}) {
      assertThat(tsr.db("search source:huggingface", word).exits(2).err())
          .startsWith(
              "tsr: hf_licence: is a field of files, which tsr db list has; to find the text"
                  + " itself, write text:"
                  + word
                  + "\n");
    }
    finds("source:huggingface text:hf_licence:mit");
    assertThat(tsr.db("search source:nosuch").exits(2).err())
        .startsWith(
            "tsr: source: is never 'nosuch'; write one of archive, cache, civarchive, civitai,");
  }

  @Test
  void findsTheCommitOrTheBranchThatIsNamed() {
    finds("hf:tide/quay@main", "tide/quay");
    finds("hf:tide/quay@" + COMMIT, "tide/quay");
    finds("hf:tide/quay@" + LATER);
  }

  @Test
  void countsWhatTheLimitLeavesOut() {
    assertThat(tsr.db("search source:huggingface -n 1").exits(0).err())
        .isEqualTo("1 of 2; -n 0 for all\n");
    finds("source:huggingface -n 0", FLUX, "tide/quay");
  }

  @Test
  void namesTheNextStepWhereNoneIsCached() {
    for (String terms : new String[] {"hf:tide/boat", "source:huggingface nothing"}) {
      tsr.db("search " + terms + " --json")
          .ends(
              0,
              "[]\n",
              "No cached repository or model matches; tsr db cache hf:OWNER/REPO stores one, and"
                  + " tsr db cache --suggested names some.\n");
    }
  }

  @Test
  void meansTheModelOfAnAddress() {
    catalogue.model(200, "Boat").version(201, "v1").linked(a);

    finds("https://civitai.com/models/100", "Quay");
    finds("urn:air:sdxl:lora:civitai:200@201", "Boat");
    finds("https://civitai.com/api/download/models/101", "Quay");
    finds("not:https://civitai.com/models/100", "Boat");
    finds("hf:tide/quay", "Boat", "tide/quay");
    finds("https://huggingface.co/" + FLUX, FLUX);
  }
}
