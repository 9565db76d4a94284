package dev.tensors.tsr.needs;

import dev.tensors.tsr.cli.frame.NotFound;
import dev.tensors.tsr.cli.frame.options.ExitCode;
import dev.tensors.tsr.library.folders.UnreachableFolders;
import dev.tensors.tsr.library.parts.ModelParts.Model;
import dev.tensors.tsr.library.parts.NeededPart;
import dev.tensors.tsr.model.ModelPage;
import dev.tensors.tsr.model.files.ModelFileName;
import dev.tensors.tsr.output.terminal.Messages;
import dev.tensors.tsr.pictures.contents.PictureReading.PictureContents;
import dev.tensors.tsr.references.MentionedModels.Matched;
import dev.tensors.tsr.references.ModelMatch;
import dev.tensors.tsr.text.Counts;
import dev.tensors.tsr.text.Folding;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the rows of needs, and on stderr what they add up to. */
final class NeedsReport implements AutoCloseable {

  private static final int MOST_SEARCHED = 10;

  /** A longer text is no name that a search finds. */
  private static final int LONGEST_SEARCHED = 200;

  private final Messages messages;
  private final UnreachableFolders folders;
  private final boolean severalSources;
  private final NeedsOutput output;

  /** The names of models of which nothing is known, each once. */
  private final Map<String, String> unknown = new LinkedHashMap<>();

  private int sources;
  private int models;
  private int inside;
  private int optional;
  private int here;
  private int unreachable;
  private int byName;
  private int missing;
  private ExitCode exitCode = ExitCode.DONE;

  /** The models of which no need is known. */
  private int nothing;

  private boolean complete;

  NeedsReport(
      Messages messages, boolean severalSources, NeedsOutput output, UnreachableFolders folders) {
    this.messages = messages;
    this.folders = folders;
    this.severalSources = severalSources;
    this.output = output;
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
      List<NeededModel> found = NeededModel.of(source, model, folders);
      count(model, found);
      warnOfOtherContent(source, model, needs.contradiction(model));
      found.forEach(output::add);
    }
  }

  /** Adds what a model needs to run. */
  void add(String source, Model model, List<NeededPart> parts) {
    sources++;
    for (NeededPart part : parts) {
      models++;
      switch (part.status()) {
        case INSIDE -> inside++;
        case HERE -> here++;
        case UNREACHABLE -> unreachable++;
        case OPTIONAL -> optional++;
        case MISSING -> missing++;
      }
      byName += part.isByName() ? 1 : 0;
      if (part.doubt() != null) {
        messages.notice(source + ": " + part.doubt());
      }
      if (part.isHalf()) {
        messages.notice(
            source + ": for one half of the noise only, as its name says; it needs " + part.name());
      }
      output.add(NeededModel.of(source, model.path(), part));
    }
    if (parts.isEmpty()) {
      nothing++;
      messages.notice(source + ": " + model.whyNoParts());
    }
  }

  private void count(Matched model, List<NeededModel> found) {
    models++;
    if (found.stream().anyMatch(file -> file.status() == NeededModel.Status.HERE)) {
      here++;
    } else if (model.isHere()) {
      unreachable++;
    } else if (!model.files().isEmpty()) {
      missing++;
    } else if (model.mention().name() != null) {
      String name = ModelFileName.tagName(model.mention().name()).strip();
      if (!name.isEmpty() && name.length() <= LONGEST_SEARCHED) {
        unknown.putIfAbsent(Folding.ofName(name), name);
      }
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

  /** A word that may mean several models, or a model that is not in the catalogue. */
  void failed(NotFound error) {
    fail(ExitCode.ABSENT);
    messages.error(String.valueOf(error.getMessage()));
    error.candidates().forEach(messages::detail);
  }

  void failed(String source, String reason) {
    fail(PictureSources.isAbsent(source) ? ExitCode.ABSENT : ExitCode.PARTIAL);
    messages.error(source + ": " + reason);
  }

  void inputFailed(String reason) {
    fail(ExitCode.PARTIAL);
    messages.error("standard input cannot be used: " + reason);
  }

  private void fail(ExitCode code) {
    exitCode = exitCode.worse(code);
  }

  /** CivitAI cannot be asked for names, but a person can search for them there. */
  void tellWhereToSearch() {
    unknown.values().stream()
        .limit(MOST_SEARCHED)
        .forEach(
            name ->
                messages.notice(
                    "%s: CivitAI does not know it by a hash or an id; search for its name: %s"
                        .formatted(name, ModelPage.search(name))));
    if (unknown.size() > MOST_SEARCHED) {
      messages.notice(
          Counts.of(unknown.size() - MOST_SEARCHED, "other name", "other names")
              + " to search for; --json has them");
    }
  }

  /** Ends the report of all sources. */
  ExitCode exitCode(boolean ofMissing) {
    complete = true;
    if (output.hasLeftOut()) {
      fail(ExitCode.PARTIAL);
    }
    return ofMissing && here + inside + optional < models
        ? exitCode.worse(ExitCode.FOUND)
        : exitCode;
  }

  @Override
  public void close() {
    output.close();
    if (models == 0) {
      if (complete && sources > nothing && exitCode == ExitCode.DONE) {
        messages.notice("No model is named.");
      }
      return;
    }
    messages.notice(
        "%s: %s%d here, %s%s%d missing, %d unknown%s"
            .formatted(
                Counts.of(models, "model", "models"),
                inside == 0 ? "" : inside + " inside, ",
                here,
                optional == 0 ? "" : optional + " optional, ",
                unreachable == 0 ? "" : unreachable + " unreachable, ",
                missing,
                models - inside - here - optional - unreachable - missing,
                byName == 0 ? "" : "; " + byName + " matched by name only"));
  }
}
