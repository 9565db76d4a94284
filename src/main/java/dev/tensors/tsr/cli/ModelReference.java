package dev.tensors.tsr.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A model's id at CivitAI, or its page there. */
final class ModelReference implements ITypeConverter<Long> {

  private static final Pattern REFERENCE =
      Pattern.compile("(?:https?://[^/]+(?:/\\w+)?/models/)?(\\d{1,10})(?:[/?#].*)?");

  @Override
  public Long convert(String word) {
    Matcher reference = REFERENCE.matcher(word.strip());
    if (reference.matches()) {
      long id = Long.parseLong(reference.group(1));
      if (id >= 1 && id <= Integer.MAX_VALUE) {
        return id;
      }
    }
    throw new TypeConversionException(
        "'" + word + "' is neither a model's id at CivitAI nor its page's address");
  }
}
