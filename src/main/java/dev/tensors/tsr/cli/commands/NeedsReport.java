package dev.tensors.tsr.cli.commands;

import dev.tensors.tsr.catalog.MentionedModels.Matched;
import dev.tensors.tsr.catalog.ModelMatch;
import dev.tensors.tsr.cli.frame.CommandContext;
import dev.tensors.tsr.cli.frame.Counts;
import dev.tensors.tsr.cli.frame.ExitCode;
import dev.tensors.tsr.cli.frame.FormatOption;
import dev.tensors.tsr.images.ModelNeeds;
import dev.tensors.tsr.images.PictureContents;
import dev.tensors.tsr.output.Messages;
import dev.tensors.tsr.output.Rows;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes the rows of needs, and on stderr what they add up to. */
final class NeedsReport implements AutoCloseable {

  private final Messages messages;
  private final boolean severalSources;
  private final boolean downloads;
  private final Rows<NeededModel> rows;
  private final Set<List<String>> downloaded = new HashSet<>();
  private int sources;
  private int models;
  private int here;
  private int byName;
  private int missing;
  private int withoutAddress;
  private boolean absent;
  private boolean failed;
  private boolean complete;

  NeedsReport(CommandContext context, boolean severalSources, Rows<NeededModel> rows) {
    this.messages = context.messages();
    this.severalSources = severalSources;
    this.downloads = context.isFormat(FormatOption.ARIA2);
    this.rows = rows;
  }

  void add(String source, PictureContents contents, List<Matched> matched, ModelNeeds needs) {
    sources++;
    String problem = contents.problem();
    if (problem != null) {
      messages.warning(source + ": " + problem);
    }
    if (matched.isEmpty() && severalSources) {
      messages.notice(source + ": names no models");
    }
    for (Matched model : matched) {
      count(model);
      warnOfOtherContent(source, model, needs.contradiction(model));
      NeededModel.of(source, model).forEach(this::add);
    }
  }

  private void add(NeededModel row) {
    if (!downloads) {
      rows.add(row);
      return;
    }
    if (row.status() != NeededModel.Status.MISSING) {
      return;
    }
    List<String> entry = row.aria2();
    if (entry.isEmpty()) {
      withoutAddress++;
    } else if (downloaded.add(entry)) {
      rows.add(row);
    }
  }

  private void count(Matched model) {
    models++;
    if (model.isHere()) {
      here++;
    } else if (!model.files().isEmpty()) {
      missing++;
    }
    if (model.isByName()) {
      byName++;
    }
  }

  private void warnOfOtherContent(String source, Matched model, @Nullable ModelMatch kind) {
    if (kind != null) {
      messages.warning(
          "%s: %s is here by its name, but with another %s; it may be another version"
              .formatted(source, model.mention().name(), word(kind)));
    }
  }

  private static String word(ModelMatch kind) {
    return switch (kind) {
      case WEIGHTS -> "hash of the weights (AutoV3)";
      case BLAKE3 -> "BLAKE3";
      default -> "SHA-256";
    };
  }

  void failed(String source, String reason) {
    if (PictureSources.isAbsent(source)) {
      absent = true;
    } else {
      failed = true;
    }
    messages.error(source + ": " + reason);
  }

  /** Ends the report of all sources. */
  int exitCode(boolean ofMissing) {
    complete = true;
    if (absent) {
      return ExitCode.ABSENT;
    }
    if (failed) {
      return ExitCode.PARTIAL;
    }
    return ofMissing && here < models ? ExitCode.FOUND : ExitCode.DONE;
  }

  @Override
  public void close() {
    rows.close();
    if (models == 0) {
      if (complete && sources > 0 && !absent && !failed) {
        messages.notice("No model is named.");
      }
      return;
    }
    messages.notice(
        "%s: %d here, %d missing, %d unknown%s"
            .formatted(
                Counts.of(models, "model", "models"),
                here,
                missing,
                models - here - missing,
                byName == 0 ? "" : "; " + byName + " matched by name only"));
    if (withoutAddress > 0) {
      messages.notice(
          "%s without an address to download".formatted(Counts.of(withoutAddress, "is", "are")));
    }
  }
}
