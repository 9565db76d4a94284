package dev.tensors.tsr.cli.completion;

import dev.tensors.tsr.fields.Field;
import dev.tensors.tsr.fields.FieldTable;
import dev.tensors.tsr.model.Link.LinkSource;
import dev.tensors.tsr.text.ShellWords;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds candidates for terms: names of fields, states, and values that the catalogue has. */
final class TermCandidates {

  private static final String NOT = "not:";

  /** The name in front of a state. */
  private static final String STATE = "is";

  private final FieldTable table;
  private final ValueCandidates values;

  /**
   * @param table what the terms are about
   */
  TermCandidates(FieldTable table, ValueCandidates values) {
    this.table = table;
    this.values = values;
  }

  /** The candidates for a text of several terms, quoted as the text is. */
  Stream<CompletionCandidate> ofSeveral(String typed) {
    ShellWords split = ShellWords.of(typed);
    if (split.open().equals("\\")) {
      return Stream.of();
    }
    String last = split.last() == typed.length() ? "" : split.words().getLast();
    return of(last)
        .filter(one -> one.startsWithIgnoringCase(last))
        .map(one -> one.from(last.length()))
        .map(
            rest ->
                new CompletionCandidate(split.end(rest.word()), rest.description()).after(typed));
  }

  /** The candidates for one term. */
  Stream<CompletionCandidate> of(String typed) {
    int start = 0;
    while (typed.startsWith(NOT, start)) {
      start += NOT.length();
    }
    String before = typed.substring(0, start);
    int colon = typed.indexOf(':', start);
    if (colon >= 0) {
      return values(typed.substring(start, colon), typed.substring(colon + 1))
          .map(value -> value.after(typed.substring(0, colon + 1)));
    }
    List<String> names = names(typed.substring(start));
    // A shell would end the word behind the only candidate, before its value.
    return names.size() == 1 && !names.contains(NOT)
        ? of(before + names.getFirst())
        : names.stream().map(CompletionCandidate::of).map(name -> name.after(before));
  }

  /** The shortest names of the fields, with colons; all names, if no shortest one fits. */
  private List<String> names(String typed) {
    List<String> names =
        Stream.concat(
                Stream.of(NOT, STATE + ":"),
                table.fields().stream().map(field -> shortest(field) + ":"))
            .filter(name -> name.startsWith(typed))
            .toList();
    return names.isEmpty()
        ? table.fields().stream()
            .flatMap(TermCandidates::all)
            .filter(name -> name.startsWith(typed))
            .map(name -> name + ":")
            .toList()
        : names;
  }

  private static Stream<String> all(Field field) {
    return Stream.concat(Stream.of(field.key()), field.names().stream());
  }

  private static String shortest(Field field) {
    return all(field).min(Comparator.comparingInt(String::length)).orElseThrow();
  }

  /** The candidates for the last of the values behind a colon. */
  private Stream<CompletionCandidate> values(String name, String typed) {
    int start = 0;
    for (int i = 0; i < typed.length(); i++) {
      if (typed.charAt(i) == ',' && !typed.startsWith("\\", i - 1)) {
        start = i + 1;
      }
    }
    String before = typed.substring(0, start);
    if (name.equals(STATE)) {
      return table.states().keySet().stream()
          .map(CompletionCandidate::of)
          .map(one -> one.after(before));
    }
    Optional<Field> field = table.field(name);
    if (field.isEmpty()) {
      return Stream.of();
    }
    boolean isWhole = typed.startsWith("=", start);
    String value = typed.substring(isWhole ? start + 1 : start);
    Stream<CompletionCandidate> known = values(field.get(), value.replace("\\,", ","));
    Stream<CompletionCandidate> all =
        isWhole
            ? known
            : Stream.concat(known, Stream.of("any", "none").map(CompletionCandidate::of));
    return all.map(
        one ->
            new CompletionCandidate(one.word().replace(",", "\\,"), one.description())
                .after(isWhole ? before + "=" : before));
  }

  private Stream<CompletionCandidate> values(Field field, String typed) {
    return switch (shortest(field)) {
      case "type" -> values.types(typed);
      case "base" -> values.baseModels(typed);
      case "creator" -> values.creators(typed);
      case "tag" -> values.tags(typed);
      case "source" ->
          Stream.of(LinkSource.values()).map(LinkSource::word).map(CompletionCandidate::of);
      default ->
          field.kind() == Field.Kind.FLAG
              ? Stream.of("yes", "no").map(CompletionCandidate::of)
              : field.words().stream().map(CompletionCandidate::of);
    };
  }
}
