package dev.tensors.tsr.link;

import dev.tensors.tsr.answers.Links;
import dev.tensors.tsr.answers.repositories.RepositoryLinks;
import dev.tensors.tsr.cli.frame.CommandContext;
import dev.tensors.tsr.cli.frame.FileArguments;
import dev.tensors.tsr.cli.frame.options.Command;
import dev.tensors.tsr.cli.frame.options.Declaration;
import dev.tensors.tsr.cli.frame.options.ExitCode;
import dev.tensors.tsr.cli.frame.options.FilesParameter;
import dev.tensors.tsr.library.LinkableFile;
import dev.tensors.tsr.library.LocalFile;
import dev.tensors.tsr.output.Rows;
import dev.tensors.tsr.output.terminal.CellStyle;
import dev.tensors.tsr.sqlite.Database;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

public final class UnlinkCommand implements Command {

  private static final int MOST_NAMED = 10;

  private final FilesParameter parameter = new FilesParameter();
  private boolean civitai;
  private boolean huggingFace;

  private final CommandContext context;

  public UnlinkCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public String summary() {
    return "Remove the links of files to CivitAI and to Hugging Face, also links made by hand.";
  }

  @Override
  public void declare(Declaration command) {
    command
        .text(
            """
            The models stay cached. The next tsr db link looks the files up again.
            """)
        .exitCodes("4:no such file in the catalogue, or no such database")
        .examples("tsr db unlink add_detail", "tsr db unlink add_detail && tsr db link add_detail")
        .options(parameter)
        .flag("--civitai", "Remove only the link to CivitAI.", on -> civitai = on)
        .flag("--hf", "Remove only the link to Hugging Face.", on -> huggingFace = on);
  }

  @Override
  public ExitCode call() {
    try (Database database = context.catalogue().openForWriting()) {
      List<LocalFile> named = FileArguments.allOrNone(context, database).files(parameter.files);
      Links links = new Links(database);
      List<Long> ids = named.stream().map(LocalFile::id).toList();
      boolean both = civitai == huggingFace;
      List<LinkableFile> inRepositories =
          both || huggingFace ? new RepositoryLinks(database).remove(ids) : List.of();
      List<LinkableFile> before = both || civitai ? links.remove(ids) : links.targets(named);
      Set<Long> unlinked = new HashSet<>();
      try (Rows<LinkRow> rows = context.rows(LinkRow.COLUMNS)) {
        for (LinkableFile file : inRepositories) {
          unlinked.add(file.id());
          rows.add(LinkRow.inRepository(file, "unlinked", CellStyle.GOOD));
        }
        for (LinkableFile file : before) {
          boolean isRemoved = (both || civitai) && file.link() != null;
          if (isRemoved || !unlinked.contains(file.id())) {
            rows.add(row(file, isRemoved));
          }
          if (isRemoved) {
            unlinked.add(file.id());
          }
        }
      }
      long others = before.size() - unlinked.size();
      context
          .messages()
          .notice(
              unlinked.size() + " unlinked" + (others > 0 ? ", " + others + " not linked" : ""));
      if (both || civitai) {
        before.forEach(file -> noticeCopies(file, links));
      }
    }
    return ExitCode.DONE;
  }

  private static LinkRow row(LinkableFile file, boolean isRemoved) {
    return file.link() == null || !isRemoved
        ? LinkRow.unlinked(file, null, "not_linked", CellStyle.NOTEWORTHY)
        : LinkRow.of(file, file.link(), "unlinked", CellStyle.GOOD);
  }

  /** Tells the user why the next link restores the link. */
  private void noticeCopies(LinkableFile file, Links links) {
    List<String> copies = links.linkedPaths(file.sha256());
    if (copies.size() == 1) {
      context
          .messages()
          .notice(
              "%s, a copy of %s, stays linked; tsr db link will copy its link"
                  .formatted(copies.getFirst(), file.path()));
    } else if (!copies.isEmpty()) {
      int rest = copies.size() - MOST_NAMED;
      context
          .messages()
          .notice(
              "%d copies of %s stay linked; tsr db link will copy their link: %s%s"
                  .formatted(
                      copies.size(),
                      file.path(),
                      String.join(", ", copies.subList(0, Math.min(MOST_NAMED, copies.size()))),
                      rest > 0 ? " and " + rest + " more" : ""));
    }
  }
}
