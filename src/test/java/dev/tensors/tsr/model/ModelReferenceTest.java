package dev.tensors.tsr.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelReferenceTest {

  @ParameterizedTest
  @CsvSource({
    "https://civitai.com/models/7, 7, ",
    "https://civitai.com/models/7/, 7, ",
    "https://civitai.red/models/7/harbour-fog, 7, ",
    "https://www.civitai.com/models/7?modelVersionId=71, 7, 71",
    "www.civitai.red/models/7/harbour-fog?modelVersionId=71, 7, 71",
    "civitai.com/models/7, 7, ",
    "HTTPS://CivitAI.RED/models/7, 7, ",
    "http://civitai.com/models/7#images, 7, ",
    "https://civitai.com/models/7?a=modelVersionId=5&modelVersionId=71&b=2#x, 7, 71",
    "https://civitai.com/models/7?dialog=x#?modelVersionId=71, 7, ",
    "https://civitai.com/models/7?modelVersionId=71a, 7, ",
    "https://civitai.com/models/7?modelVersionId=0, 7, ",
    "https://civitai.com/models/7?modelVersionId=2147483648, 7, ",
    "https://civitai.com/de/models/7/hafen, 7, ",
    "https://civitai.com/zh-Hans/models/7, 7, ",
    "https://civitai.com:443/models/7, 7, ",
    "https://civitai.com/api/v1/models/7, 7, ",
    "https://civitai.com/api/v1/model-versions/71, , 71",
    "https://civitai.com/model-versions/71, , 71",
    "https://civitai.com/api/download/models/71?type=Model&format=SafeTensor, , 71",
    "' https://civitai.com/models/7 ', 7, ",
    "urn:air:sdxl:lora:civitai:7@71, 7, 71",
    "URN:AIR:flux1:text_encoders:CivitAI:7@71, 7, 71",
    "air:sdxl:lora:civitai:7@71, 7, 71",
    "urn:air:lora:civitai:7@71, 7, 71",
    "sdxl:lora:civitai:7, 7, ",
    "urn:air:civitai:7@71, 7, 71",
    "civitai:7@71, 7, 71",
    "7@71, 7, 71",
    "urn:air:sdxl:lora:civitai:7@71+5.safetensors, 7, 71"
  })
  void readsAddresses(String address, Long modelId, Long versionId) {
    ModelReference expected = new ModelReference(modelId, versionId);

    assertThat(ModelReference.ofModel(address)).contains(expected);
    assertThat(ModelReference.ofVersion(address)).contains(expected);
  }

  @Test
  void readsANumberAsTheIdOfWhatIsMeant() {
    assertThat(ModelReference.ofModel("2147483647"))
        .contains(new ModelReference(2147483647L, null));
    assertThat(ModelReference.ofVersion(" 71\n")).contains(new ModelReference(null, 71L));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0",
        "-7",
        "7a",
        "2147483648",
        "99999999999",
        "٧",
        "harbour",
        "https://civitai.com/",
        "https://civitai.com/user/ann",
        "https://civitai.com/models/0",
        "https://civitai.com/models/7a",
        "https://civitai.com/models/2147483648",
        "https://civitai.com.example/models/7",
        "https://notcivitai.com/models/7",
        "https://civitai.com@example.com/models/7",
        "https://example.com/civitai.com/models/7",
        "ftp://civitai.com/models/7",
        "urn:air:sdxl:lora:huggingface:7@71",
        "urn:air:sdxl:lora:civitai-r2:7@71",
        "urn:air:sdxl:lora:civitai:x@71",
        "urn:air:sdxl:lora:civitai:7@0",
        "urn:air:a:b:c:civitai:7@71",
        "civitai:",
        "7@",
        "@71"
      })
  void readsNothingElse(String word) {
    assertThat(ModelReference.ofModel(word)).isEmpty();
    assertThat(ModelReference.ofVersion(word)).isEmpty();
  }
}
