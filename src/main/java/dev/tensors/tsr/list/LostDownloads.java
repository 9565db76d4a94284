package dev.tensors.tsr.list;

import dev.tensors.tsr.cli.frame.Aria2;
import dev.tensors.tsr.cli.frame.RecordedDownloads;
import dev.tensors.tsr.fields.FieldRow;
import dev.tensors.tsr.fields.Term;
import dev.tensors.tsr.library.fields.FileFields;
import dev.tensors.tsr.library.fields.SelectedFiles;
import dev.tensors.tsr.library.folders.RecordedPath;
import dev.tensors.tsr.output.terminal.Messages;
import dev.tensors.tsr.text.ShellPath;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Downloads files that are not here into the folders where they were: the version that each was
 * linked to, each content once.
 */
final class LostDownloads {

  private final RecordedDownloads downloads;
  private final Messages messages;
  private final Set<String> contents = new HashSet<>();

  LostDownloads(Aria2 aria2, Messages messages) {
    this.downloads = new RecordedDownloads(aria2, "here; see tsr db link");
    this.messages = messages;
  }

  /**
   * Narrows terms to files that are not here. Those on a disk that is not mounted are to be
   * downloaded only where a term asks for them.
   */
  static void require(List<Term> terms) {
    boolean askForUnreachable =
        terms.stream()
            .anyMatch(
                term -> term.isState("unreachable") || term.not() && term.isAboutState("here"));
    if (!SelectedFiles.askForMissing(terms) && !askForUnreachable) {
      terms.add(Term.ofState("missing"));
    }
    terms.add(Term.ofNoState("here"));
  }

  void add(FieldRow file) {
    String path = file.known(FileFields.FILE_PATH);
    if (!contents.add(file.known(FileFields.SHA256))) {
      return;
    }
    Path target = RecordedPath.of(path).orElse(null);
    if (target != null && Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
      Path folder = target.resolveSibling("");
      messages.notice(
          "%s is there again; tsr db scan %s records it".formatted(path, ShellPath.quoted(folder)));
      return;
    }
    downloads.add(file, target == null ? null : target.resolveSibling(""));
  }
}
