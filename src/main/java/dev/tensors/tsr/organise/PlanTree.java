package dev.tensors.tsr.organise;

import dev.tensors.tsr.cli.frame.CommandContext;
import dev.tensors.tsr.organise.plan.Plan.PlannedFile;
import dev.tensors.tsr.organise.plan.Plan.Status;
import dev.tensors.tsr.output.Rows;
import dev.tensors.tsr.output.formats.WrappedText;
import dev.tensors.tsr.output.terminal.ShownPaths;
import dev.tensors.tsr.output.terminal.TerminalText;
import dev.tensors.tsr.system.PathNames;
import dev.tensors.tsr.text.Counts;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Writes the files that go into one folder as a block. What does not fit on the line of a file
 * stands below it.
 */
final class PlanTree implements Rows<PlannedFile> {

  private static final int INDENT = 2;

  /** A narrower terminal gets lines of this width, in terminal columns. */
  private static final int NARROWEST = 20;

  private final Rows<List<String>> blocks;
  private final UnaryOperator<String> shown;
  private final int width;
  private final List<String> lines = new ArrayList<>();
  private String title = "";

  PlanTree(CommandContext context) {
    this.blocks = context.blocks(block -> block, false);
    this.shown = new ShownPaths(List.of(), context.home())::of;
    this.width = context.terminal().width();
  }

  @Override
  public void add(PlannedFile file) {
    if (file.status() == Status.IN_PLACE) {
      return;
    }
    String newPath = file.newPath();
    String folder =
        newPath == null
            ? OrganiseReport.word(file.status())
            : shown.apply(PathNames.HERE.folder(newPath));
    if (!folder.equals(title) || lines.isEmpty()) {
      flush();
      title = folder;
      line(0, folder);
    }
    if (newPath == null) {
      lines(shown.apply(file.path()), ": ", String.valueOf(file.reason()));
    } else {
      String name = PathNames.HERE.name(newPath);
      String source = source(file, name);
      if (file.reason() == null) {
        lines(name, "  ", source);
      } else {
        lines(name, "  ", source, "; ", OrganiseReport.word(file.status()) + ": " + file.reason());
      }
    }
  }

  private String source(PlannedFile file, String name) {
    boolean isSameName = name.equals(PathNames.HERE.name(file.path()));
    int beside = file.beside().size();
    return "from "
        + shown.apply(isSameName ? PathNames.HERE.folder(file.path()) : file.path())
        + (beside == 0 ? "" : ", with " + Counts.of(beside, "file", "files") + " beside it");
  }

  /**
   * Adds the line of a file, and those below it for what does not fit.
   *
   * @param texts the parts, and what stands between two on one line
   */
  private void lines(String... texts) {
    int indent = INDENT;
    String line = texts[0];
    for (int i = 1; i < texts.length; i += 2) {
      String longer = line + texts[i] + texts[i + 1];
      if (width == 0 || indent + TerminalText.width(TerminalText.visible(longer)) <= width) {
        line = longer;
      } else {
        line(indent, line);
        indent = 2 * INDENT;
        line = texts[i + 1];
      }
    }
    line(indent, line);
  }

  private void line(int indent, String text) {
    List<String> wrapped =
        width == 0
            ? List.of(text)
            : new WrappedText(Math.max(NARROWEST, width - indent), Integer.MAX_VALUE, "", false)
                .lines(TerminalText.visible(text));
    wrapped.forEach(line -> lines.add(" ".repeat(indent) + line));
  }

  private void flush() {
    if (!lines.isEmpty()) {
      blocks.add(List.copyOf(lines));
      lines.clear();
    }
  }

  @Override
  public void close() {
    flush();
    blocks.close();
  }
}
