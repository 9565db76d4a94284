package dev.tensors.tsr.cli;

import dev.tensors.tsr.catalog.Database;
import dev.tensors.tsr.catalog.LinkTarget;
import dev.tensors.tsr.catalog.Links;
import dev.tensors.tsr.catalog.LocalFile;
import dev.tensors.tsr.output.Rows;
import dev.tensors.tsr.output.Tone;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** tsr db unlink. */
@Command(
    name = "unlink",
    description = {
      "Remove the links of files to CivitAI, also those made by hand.",
      "",
      "What is cached of their models stays. The next tsr db link looks for the files anew."
    },
    exitCodeList = {
      ExitCode.DONE_HELP,
      ExitCode.USAGE_HELP,
      ExitCode.WRITTEN_HELP,
      "4:no such file in the catalogue, or no such database",
      ExitCode.DATABASE_HELP,
      ExitCode.FAULT_HELP,
      ExitCode.INTERRUPTED_HELP
    },
    footer = {
      "",
      "Examples:",
      "  tsr db unlink add_detail",
      "  tsr db unlink add_detail && tsr db link add_detail"
    })
final class UnlinkCommand implements Callable<Integer> {

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = "Files in the catalogue: path, name, part of a name, or SHA-256.")
  private List<String> files;

  private final Context context;

  UnlinkCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    try (Database database = context.catalogueIfAny()) {
      List<LocalFile> named = new FileArguments(database).named(files);
      Links links = new Links(database);
      List<LinkTarget> before = links.remove(named.stream().map(LocalFile::id).toList());
      try (Rows<LinkRow> rows = context.rows(LinkRow.COLUMNS)) {
        before.forEach(file -> rows.add(row(file)));
      }
      long unlinked = before.stream().filter(file -> file.link() != null).count();
      long others = before.size() - unlinked;
      context
          .talk()
          .notice(unlinked + " unlinked" + (others > 0 ? ", " + others + " not linked" : ""));
      before.forEach(file -> noticeCopies(file, links));
    }
    return ExitCode.DONE;
  }

  private static LinkRow row(LinkTarget file) {
    return file.link() == null
        ? LinkRow.unlinked(file, null, "not_linked", Tone.NOTEWORTHY)
        : LinkRow.of(file, file.link(), "unlinked", Tone.GOOD);
  }

  /** The user would wonder why the link comes back. */
  private void noticeCopies(LinkTarget file, Links links) {
    List<String> copies = links.linkedPaths(file.sha256());
    if (!copies.isEmpty()) {
      context
          .talk()
          .notice(
              "%s, a copy of %s, stays linked; tsr db link takes its link over again"
                  .formatted(copies.getFirst(), file.path()));
    }
  }
}
