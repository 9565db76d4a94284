package dev.tensors.tsr.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FolderNamesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a sea, <lora:mine/old/fog:0.8> and/or rain|a sea, <lora:fog:0.8> and/or rain",
        "<lyco:mine\\fog:1:0.5> <lora:fog:1>|<lyco:fog:1:0.5> <lora:fog:1>",
        "(embedding:mine/neg:1.2), embedding:bad, embedding:C\\neg|(embedding:neg:1.2), embedding:bad, embedding:neg",
        "and/or: one, two/three|and/or: one, two/three",
        "Steps: 20, Size: 64x64, Model: my own/base, VAE: C:\\x y\\v.pt|Steps: 20, Size: 64x64, Model: base, VAE: v.pt",
        "Steps: 2, Seed: 1, Lora hashes: \"mine/fog: 01, b c/d: 02\", Version: v1|Steps: 2, Seed: 1, Lora hashes: \"fog: 01, d: 02\", Version: v1"
      })
  void removesTheFoldersOfModels(String text, String removed) {
    assertThat(FolderNames.removed(text)).isEqualTo(removed);
    assertThat(FolderNames.removed("first\n\n" + text)).isEqualTo("first\n\n" + removed);
  }
}
