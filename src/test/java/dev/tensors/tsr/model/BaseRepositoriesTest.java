package dev.tensors.tsr.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class BaseRepositoriesTest {

  private static final String FLUX = "black-forest-labs/FLUX.1-dev";

  @Test
  void tellsABaseModelOnlyWhereAllThatIsNamedComesToIt() {
    assertThat(BaseRepositories.base(FLUX, List.of())).isEqualTo("Flux.1 D");
    assertThat(BaseRepositories.base("a/lora", List.of("Black-Forest-Labs/flux.1-dev")))
        .isEqualTo("Flux.1 D");
    assertThat(
            BaseRepositories.base(
                "a/lora", List.of("Wan-AI/Wan2.1-T2V-14B", "Wan-AI/Wan2.1-T2V-14B-Diffusers")))
        .isEqualTo("Wan Video 14B t2v");
    assertThat(BaseRepositories.base("a/all", List.of(FLUX, "tencent/HunyuanVideo"))).isNull();
    assertThat(BaseRepositories.base("a/mix", List.of(FLUX, "b/unknown"))).isNull();
    assertThat(BaseRepositories.base("a/none", List.of())).isNull();
  }
}
