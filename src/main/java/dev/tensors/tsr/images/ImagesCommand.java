package dev.tensors.tsr.images;

import dev.tensors.tsr.cli.frame.CommandContext;
import dev.tensors.tsr.cli.frame.FolderRun;
import dev.tensors.tsr.cli.frame.options.Command;
import dev.tensors.tsr.cli.frame.options.Declaration;
import dev.tensors.tsr.cli.frame.options.ExitCode;
import dev.tensors.tsr.cli.frame.options.JobsOption;
import dev.tensors.tsr.library.folders.ScannedFolders;
import dev.tensors.tsr.sqlite.Database;
import java.nio.file.Path;
import java.util.List;

public final class ImagesCommand implements Command {

  private List<Path> paths = List.of();
  private final JobsOption jobs = new JobsOption();
  private boolean all;

  private final CommandContext context;

  public ImagesCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public String summary() {
    return "Remember your own pictures, videos, sounds and workflows, and the models that each was "
        + "made with or loads.";
  }

  @Override
  public void declare(Declaration command) {
    command
        .text(
            """
            Reads a few kilobytes of each file that is new or has changed, and of JSON files only
            workflows of ComfyUI and InvokeAI. A moved picture is recognized; a deleted picture is
            marked missing. No symlink is followed out of the searched folders. After an
            interruption, the next run continues. tsr db list --unused, list --sort used and show
            then tell which models you use.

            The folders are remembered: without PATH, images searches them again. A table and
            TSV show pictures that are new or changed, or failed or missing for the first time;
            --all, CSV and JSON show every picture.
            """)
        .exitCodes(
            "2:wrong usage; or no PATH, and no folder is remembered",
            "3:some pictures failed for the first time, or may not be read now, each named on "
                + "stderr; or a folder holds no picture, but the catalogue has some there; or the "
                + "result could not be written",
            "4:no such folder or file, or no folder for the database")
        .examples(
            "tsr db images ~/ComfyUI/output ~/ComfyUI/user/default/workflows",
            "tsr db images --json | jq 'map(select(.models == 0)) | length'")
        .parameters(
            "[PATH...]",
            "Folders to search, pictures, videos and workflows. Default: the remembered folders.",
            Path::of,
            all -> paths = all)
        .options(jobs)
        .flag(
            "--all",
            """
            In a table, also show pictures that are unchanged, or failed or missing as before;
            and repeat why they failed, and name each.
            """,
            on -> all = on);
  }

  @Override
  public ExitCode call() throws InterruptedException {
    try (Database database =
        paths.isEmpty()
            ? context.catalogue().openForWriting()
            : context.catalogue().openOrCreate()) {
      List<Path> searched =
          FolderRun.searched(
              paths,
              ScannedFolders.ofImages(database),
              "no folder of pictures is known yet; name one: tsr db images FOLDER");
      try (ImagesReport report = new ImagesReport(context, database, all)) {
        PictureScan.run(database, searched, jobs.count(), report);
        return report.exitCode();
      }
    }
  }
}
