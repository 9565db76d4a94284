package dev.tensors.tsr.cli;

import dev.tensors.tsr.catalog.Database;
import dev.tensors.tsr.catalog.Duplicates;
import dev.tensors.tsr.catalog.LocalFile;
import dev.tensors.tsr.output.Bytes;
import dev.tensors.tsr.output.Column;
import dev.tensors.tsr.output.Kind;
import dev.tensors.tsr.output.Rows;
import dev.tensors.tsr.scan.Stamps;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** tsr db duplicates. */
@Command(
    name = "duplicates",
    description = {
      "Find files with the same content.",
      "",
      "Hard links and symlinks to one file are no duplicates. A file that is not as the last scan left"
          + " it is not counted."
    },
    exitCodeList = {
      ExitCode.DONE_HELP,
      "1:there are duplicates (only with --exit-code)",
      ExitCode.USAGE_HELP,
      ExitCode.WRITTEN_HELP,
      ExitCode.DATABASE_HELP,
      ExitCode.FAULT_HELP,
      ExitCode.INTERRUPTED_HELP
    },
    footer = {
      "",
      "Examples:",
      "  tsr db duplicates",
      "  tsr db duplicates --print0 | xargs -0 -o rm -i --"
    })
final class DuplicatesCommand implements Callable<Integer> {

  /** Files with the same content, the oldest first. */
  private record Group(List<LocalFile> files) {

    long sizeBytes() {
      return files.getFirst().stamp().sizeBytes();
    }

    long reclaimableBytes() {
      return sizeBytes() * (files.size() - 1);
    }
  }

  private static final List<Column<Group>> COLUMNS =
      List.of(
          Column.of("sha256", "SHA256", Kind.TEXT, group -> group.files().getFirst().sha256()),
          Column.of("size_bytes", "SIZE", Kind.BYTES, Group::sizeBytes),
          Column.of("count", "COUNT", Kind.NUMBER, group -> group.files().size()),
          Column.of("reclaimable_bytes", "RECLAIMABLE", Kind.BYTES, Group::reclaimableBytes),
          Column.of(
              "files",
              "FILES",
              Kind.LIST,
              group -> group.files().stream().map(LocalFile::path).toList()));

  @Option(
      names = "--print0",
      description = "Print the paths of all but the oldest file of each group, each ended by NUL.")
  private boolean print0;

  @Option(names = "--exit-code", description = "Exit with 1 if there are duplicates.")
  private boolean exitCode;

  private final Context context;

  DuplicatesCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    List<Group> groups = groups();
    if (print0) {
      print0(groups);
    } else {
      try (Rows<Group> rows = context.rows(COLUMNS)) {
        groups.forEach(rows::add);
      }
    }
    long reclaimable = groups.stream().mapToLong(Group::reclaimableBytes).sum();
    if (!groups.isEmpty()) {
      context.talk().notice(Bytes.human(reclaimable) + " can be won back");
    }
    return exitCode && !groups.isEmpty() ? ExitCode.FOUND : ExitCode.DONE;
  }

  /** Without what has changed or gone since the last scan: the one that is kept must be there. */
  private List<Group> groups() {
    List<Group> groups = new ArrayList<>();
    try (Database database = context.existingCatalogue()) {
      for (List<LocalFile> recorded : new Duplicates(database).groups()) {
        List<LocalFile> there = recorded.stream().filter(Stamps::isStill).toList();
        if (there.size() < recorded.size()) {
          context
              .talk()
              .notice(recorded.getFirst().path() + " or a copy of it has changed; scan again");
        }
        if (there.size() > 1) {
          groups.add(new Group(there));
        }
      }
    }
    return groups;
  }

  private void print0(List<Group> groups) {
    try {
      for (Group group : groups) {
        for (LocalFile file : group.files().subList(1, group.files().size())) {
          context.terminal().out().append(file.path()).append('\0');
        }
      }
      context.terminal().out().flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
