package dev.tensors.tsr.backup;

import dev.tensors.tsr.cli.frame.CatalogueOpener;
import dev.tensors.tsr.cli.frame.CommandContext;
import dev.tensors.tsr.cli.frame.NotFound;
import dev.tensors.tsr.cli.frame.options.Command;
import dev.tensors.tsr.cli.frame.options.Declaration;
import dev.tensors.tsr.cli.frame.options.ExitCode;
import dev.tensors.tsr.cli.frame.options.WrongUsage;
import dev.tensors.tsr.library.schema.CatalogueDatabase;
import dev.tensors.tsr.output.Rows;
import dev.tensors.tsr.sqlite.Database;
import dev.tensors.tsr.sqlite.DatabaseCopy;
import dev.tensors.tsr.sqlite.DatabaseUnusable;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;

public final class BackupCommand implements Command {

  private Path file = Path.of("");
  private boolean force;
  private boolean check;

  private final CommandContext context;

  public BackupCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public String summary() {
    return "Copy the whole catalogue to a file, and check the copy.";
  }

  @Override
  public void declare(Declaration command) {
    command
        .text(
            """
            Other tsr commands can go on writing the catalogue meanwhile; the copy has it as it
            was at one moment. The copy gets its name only after all of it was read again and
            found whole. It is a catalogue itself: tsr db list --db FILE reads it. Model files
            and kept pictures are not in it.
            """)
        .exitCodes(
            "2:wrong usage; or FILE is there already, without --force",
            "4:the folder of FILE does not exist; no such file, with --check; or no such database",
            "6:the catalogue or FILE could not be used: locked, damaged, of another program, from "
                + "a newer tsr, or the disk is full",
            "130:interrupted; no copy was made, and an earlier one stays")
        .examples(
            "tsr db backup /mnt/usb/models-$(date +%F).db",
            "tsr db backup --check /mnt/usb/models.db")
        .parameter("FILE", "The copy.", Path::of, value -> file = value)
        .flag(
            "--force",
            "Replace FILE, if it is a catalogue of tsr and not the one in use.",
            on -> force = on)
        .flag(
            "--check",
            """
            Do not copy: read FILE, an earlier copy, and tell whether it is whole. Nothing in it
            is changed.
            """,
            on -> check = on);
  }

  @Override
  public boolean isResultOneObject() {
    return true;
  }

  @Override
  public ExitCode call() {
    if (check && force) {
      throw new WrongUsage("--check and --force exclude each other: a check writes nothing");
    }
    if (Files.isDirectory(file)) {
      throw new WrongUsage(file + ": a folder; name a file in it");
    }
    Path target = CatalogueDatabase.named(file);
    Backup backup = check ? checked(target) : copied(target);
    try (Rows<Backup> row = context.object(Backup.COLUMNS)) {
      row.add(backup);
    }
    context
        .messages()
        .notice(check ? "The copy is whole." : "The copy was read again and is whole.");
    return ExitCode.DONE;
  }

  private static Backup checked(Path copy) {
    if (Files.notExists(copy)) {
      throw new NotFound(copy + ": no such file; check the path");
    }
    return Backup.checked(copy, copy);
  }

  private Backup copied(Path target) {
    Path folder = target.getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new NotFound(target + ": its folder does not exist; create it, or check the path");
    }
    CatalogueOpener catalogue = context.catalogue();
    try (Database database = catalogue.openForReading()) {
      if (Files.notExists(database.file())) {
        throw new NotFound("nothing to copy: there is no catalogue at " + database.file());
      }
      refuseOwn(target, database.file());
      refuseOther(target);
      return DatabaseCopy.write(
          database.file(), target, force, copy -> Backup.checked(copy, target));
    } catch (FileAlreadyExistsException e) {
      throw alreadyThere(target);
    } catch (AccessDeniedException e) {
      throw new DatabaseUnusable(
          target, "cannot be written; check the permissions of its folder", e);
    } catch (IOException e) {
      throw new DatabaseUnusable(
          target, "cannot be written (%s); check the disk".formatted(e.getMessage()), e);
    }
  }

  private static void refuseOwn(Path target, Path own) {
    if (DatabaseCopy.wouldDestroy(target, own)) {
      throw new WrongUsage(target + " is the catalogue in use; name another file");
    }
  }

  private void refuseOther(Path target) {
    if (Files.notExists(target)) {
      return;
    }
    if (!force) {
      throw alreadyThere(target);
    }
    CatalogueDatabase.openOfAnyVersion(target).close(); // refuses what is no catalogue
  }

  private static WrongUsage alreadyThere(Path target) {
    return new WrongUsage(
        target + " is there already; name another file, or replace it with --force");
  }
}
