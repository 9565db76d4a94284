package dev.tensors.tsr.list;

import static dev.tensors.tsr.list.CardText.joined;
import static dev.tensors.tsr.list.CardText.labelled;

import dev.tensors.tsr.model.Training;
import dev.tensors.tsr.output.Card;
import dev.tensors.tsr.output.terminal.TerminalText;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The sections of a file's card about the metadata of its header. */
final class TrainingSection {

  private TrainingSection() {}

  /**
   * Adds how the model was trained.
   *
   * @param commentLines the most lines of the trainer's comment
   */
  static void add(Card card, Map<String, @Nullable String> metadata, int commentLines) {
    card.section();
    Training training = Training.of(metadata);
    if (training == null) {
      return;
    }
    card.text("title", joined(training.title(), labelled("by ", training.author())));
    card.text(
        "trained",
        joined(
            labelled("with ", training.trainer()),
            labelled("until ", training.date()),
            labelled("on ", training.baseModel())));
    card.text(
        "training",
        joined(
            labelled("steps ", training.steps()),
            labelled("epochs ", training.epochs()),
            labelled("batch size ", training.batchSize()),
            labelled("learning rate ", training.learningRate()),
            training.optimizer(),
            training.scheduler(),
            labelled("images ", training.images()),
            labelled("resolution ", training.resolution())));
    card.text(
        "network",
        joined(
            training.networkModule(),
            labelled("dim ", training.networkDim()),
            labelled("alpha ", training.networkAlpha())));
    card.folded("comment", training.comment(), commentLines);
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
