package dev.tensors.tsr.program;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tests of commands that call CivitAI, which knows nothing but what each test tells it. */
public abstract class OnlineTest extends CommandTest {

  @RegisterExtension protected static final CivitaiStub CIVITAI = new CivitaiStub();

  @BeforeEach
  final void callCivitai() {
    tsr.with("CIVITAI_API_URL", CIVITAI.url());
  }
}
