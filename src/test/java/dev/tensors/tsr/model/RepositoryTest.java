package dev.tensors.tsr.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RepositoryTest {

  @ParameterizedTest
  @CsvSource({
    "hf:tide/quay, tide/quay, ",
    "hf:gpt2, gpt2, ",
    "hf:tide/quay@refs/pr/1, tide/quay, refs/pr/1",
    "https://huggingface.co/tide/quay, tide/quay, ",
    "https://huggingface.co/tide/quay/, tide/quay, ",
    "https://huggingface.co/tide/quay/tree/main, tide/quay, main",
    "https://huggingface.co/tide/quay/blob/main/vae/a.safetensors, tide/quay, main",
    "https://huggingface.co/tide/quay/resolve/v2/a.safetensors?download=true, tide/quay, v2",
    "https://huggingface.co/gpt2, gpt2, ",
    "https://huggingface.co/gpt2?library=x, gpt2, ",
    "https://huggingface.co/gpt2/tree/main, gpt2, main",
    "huggingface.co/tide/quay, tide/quay, ",
    "www.huggingface.co/tide/quay, tide/quay, ",
    "https://hf.co/tide/quay, tide/quay, ",
    "hf.co/tide/quay/tree/v2, tide/quay, v2",
    "' http://huggingface.co/tide/quay#x ', tide/quay, ",
    "urn:air:flux1:lora:huggingface:tide/quay@main/a.safetensors, tide/quay, main"
  })
  void readsNamesAndAddresses(String word, String name, String revision) {
    assertThat(Repository.of(word)).contains(new Repository(name, revision));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "hf:",
        "tide/quay",
        "hf:tide quay",
        "hf:datasets/tide",
        "https://huggingface.co",
        "https://huggingface.co/",
        "https://huggingface.co/models",
        "https://huggingface.co/datasets/tide",
        "https://huggingface.co/datasets/tide/quay",
        "https://huggingface.co/docs/hub",
        "https://huggingface.co/tide/quay/discussions/1",
        "https://huggingface.co.example/tide/quay",
        "https://nothf.co/tide/quay",
        "https://example.com/hf.co/tide/quay"
      })
  void readsNothingElse(String word) {
    assertThat(Repository.of(word)).isEmpty();
  }
}
