package dev.tensors.tsr.cli.frame;

import dev.tensors.tsr.civitai.DownloadAddress;
import dev.tensors.tsr.output.Column;
import dev.tensors.tsr.output.Rows;
import dev.tensors.tsr.output.ValueKind;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Writes CivitAI's ids of versions to download, one a line, each once. A version of which only a
 * sidecar knows is left out, since a stranger may have written it.
 */
public final class VersionIds implements AutoCloseable {

  private static final Column<Long> ID =
      Column.of("version_id", "VERSION", ValueKind.ID, Function.identity());

  private static final String ELSEWHERE =
      "it is no version at CivitAI; --format aria2 has its address";

  private final CommandContext context;
  private final DownloadAddress addresses;
  private final Rows<Long> rows;
  private final Set<Object> known = new HashSet<>();
  private boolean leftOut;

  public VersionIds(CommandContext context, DownloadAddress addresses) {
    this.context = context;
    this.addresses = addresses;
    this.rows = context.values(ID);
  }

  /**
   * Adds a version.
   *
   * @param subject what messages call it
   * @param address as CivitAI told it; null: it did not
   */
  public void add(
      String subject, @Nullable Long modelId, @Nullable Long versionId, @Nullable String address) {
    if (!known.add(versionId == null ? subject : versionId)) {
      return;
    }
    String reason = Aria2.refusal(address, modelId, addresses);
    if (reason == null && versionId != null) {
      rows.add(versionId);
    } else {
      leftOut = true;
      context.messages().warning(subject + ": " + (reason == null ? ELSEWHERE : reason));
    }
  }

  public boolean hasLeftOut() {
    return leftOut;
  }

  @Override
  public void close() {
    rows.close();
  }
}
