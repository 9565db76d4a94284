package dev.tensors.tsr.cache;

import dev.tensors.tsr.answers.repositories.SuggestedRepositories.Namer;
import dev.tensors.tsr.answers.repositories.SuggestedRepositories.Suggested;
import dev.tensors.tsr.answers.repositories.SuggestedRepositories.Suggestions;
import dev.tensors.tsr.cli.frame.CommandContext;
import dev.tensors.tsr.model.Repository;
import dev.tensors.tsr.output.Column;
import dev.tensors.tsr.output.Rows;
import dev.tensors.tsr.output.ValueKind;
import dev.tensors.tsr.text.Counts;
import java.util.List;

/** Shows the repositories that are worth caching. */
final class SuggestionReport {

  private static final List<Column<Suggested>> COLUMNS =
      List.of(
          Column.<Suggested>of(
                  "model", "MODEL", ValueKind.TEXT, suggested -> "hf:" + suggested.name())
              .linked(suggested -> Repository.page(suggested.name())),
          Column.hidden("name", ValueKind.TEXT, Suggested::name),
          Column.of("files", "FILES", ValueKind.NUMBER, Suggested::files),
          Column.of("workflows", "WORKFLOWS", ValueKind.NUMBER, Suggested::workflows),
          Column.of(
              "named_by",
              "NAMED BY",
              ValueKind.LIST,
              suggested -> suggested.namedBy().stream().map(Namer::word).toList()),
          Column.hidden(
              "page_url", ValueKind.TEXT, suggested -> Repository.page(suggested.name())));

  private SuggestionReport() {}

  static void print(CommandContext context, Suggestions suggestions) {
    List<Suggested> suggested = suggestions.suggested();
    try (Rows<Suggested> rows = context.rows(COLUMNS)) {
      rows.addAll(suggested);
    }
    String others =
        suggestions.cached() == 0
            ? ""
            : "; " + Counts.of(suggestions.cached(), "is", "are") + " cached already";
    context
        .messages()
        .notice(
            suggested.isEmpty()
                ? "No workflow, sidecar or well-known file names another repository%s; tsr db images and tsr db import read more."
                    .formatted(others)
                : "%s to cache with tsr db cache MODEL%s"
                    .formatted(Counts.of(suggested.size(), "repository", "repositories"), others));
  }
}
