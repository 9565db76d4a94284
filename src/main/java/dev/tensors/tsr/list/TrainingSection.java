package dev.tensors.tsr.list;

import static dev.tensors.tsr.list.CardText.day;
import static dev.tensors.tsr.list.CardText.joined;
import static dev.tensors.tsr.list.CardText.labelled;

import dev.tensors.tsr.library.fields.FileDetails;
import dev.tensors.tsr.library.fields.FileFields;
import dev.tensors.tsr.model.Training;
import dev.tensors.tsr.model.files.ModelFileName;
import dev.tensors.tsr.output.Card;
import dev.tensors.tsr.output.terminal.TerminalText;
import dev.tensors.tsr.text.Folding;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a file's card says of the metadata of its header. */
final class TrainingSection {

  private TrainingSection() {}

  /**
   * Adds how the model was trained, without what the tensors say themselves.
   *
   * @param most lines of each text
   */
  static void add(Card card, FileDetails details, int most) {
    Training training = Training.of(details.metadata());
    if (training == null) {
      return;
    }
    String name = ModelFileName.stemOfFile(details.file().known(FileFields.FILE_PATH));
    boolean isNamed = Folding.ofName(name).equals(Folding.ofName(text(training.title())));
    card.text(
        "title", joined(isNamed ? null : training.title(), labelled("by ", training.author())));
    boolean isKnown = details.header().algorithm() != null && details.header().rank() != null;
    card.foldedList(
        "trained",
        joined(
            labelled("with ", training.trainer()),
            day("until ", training.date()),
            labelled("on ", training.baseModel()),
            labelled("steps ", training.steps()),
            labelled("epochs ", training.epochs()),
            labelled("images ", training.images()),
            labelled("resolution ", training.resolution()),
            labelled("batch size ", training.batchSize()),
            labelled("learning rate ", training.learningRate()),
            training.optimizer(),
            training.scheduler(),
            isKnown ? null : training.networkModule(),
            isKnown ? null : labelled("dim ", training.networkDim()),
            isKnown ? null : labelled("alpha ", training.networkAlpha())),
        most);
    card.folded("comment", training.comment(), most);
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : text;
  }

  /** Adds the metadata whole. */
  static void addMetadata(Card card, Map<String, @Nullable String> metadata) {
    card.section();
    String label = "metadata";
    for (Map.Entry<String, @Nullable String> entry : metadata.entrySet()) {
      String value = entry.getValue() == null ? "(too large to keep)" : entry.getValue();
      card.text(label, TerminalText.visible(entry.getKey() + " = " + value));
      label = "";
    }
  }
}
