package dev.tensors.tsr.program;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Tests of commands, each in a {@link Workplace} of its own. */
public abstract class CommandTest {

  /** Has the home and the library, and whatever else a test puts there. */
  protected Path folder;

  protected Workplace workplace;
  protected Path home;
  protected Path database;
  protected Program tsr;
  protected Catalogue catalogue;
  protected Library library;

  @BeforeEach
  final void makeWorkplace(@TempDir Path temporary) throws IOException {
    folder = temporary.toRealPath();
    workplace = Workplace.in(folder);
    home = workplace.home();
    database = workplace.database();
    tsr = workplace.tsr();
    catalogue = workplace.catalogue();
    library = workplace.library();
  }
}
