package dev.tensors.tsr.library;

import dev.tensors.tsr.model.HeaderIdentity;
import dev.tensors.tsr.sqlite.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The columns of {@code local_files} that hold a {@link HeaderIdentity}. */
public final class IdentityColumns {

  private static final List<String> ALL =
      List.of(
          "type",
          "base_model",
          "base_candidates",
          "identified_by",
          "precision",
          "parameters",
          "algorithm",
          "lora_rank",
          "lora_alpha",
          "component",
          "architecture",
          "inside",
          "tensors_digest",
          "identified_version");

  /** The columns' names, between commas. */
  static final String NAMES = String.join(", ", ALL);

  private static final String SEPARATOR = "; ";

  private IdentityColumns() {}

  /** The parameters of a statement that take {@link #values}: the first of them has this number. */
  static String parameters(int first) {
    return IntStream.range(first, first + ALL.size())
        .mapToObj(number -> "?" + number)
        .collect(Collectors.joining(", "));
  }

  /** Some values, and after them those of an identity in the order of {@link #NAMES}. */
  static @Nullable Object[] values(HeaderIdentity identity, @Nullable Object... before) {
    List<@Nullable Object> values = new ArrayList<>();
    Collections.addAll(values, before);
    Collections.addAll(
        values,
        identity.type(),
        identity.baseModel(),
        joined(identity.baseCandidates()),
        identity.identifiedBy(),
        identity.precision(),
        identity.parameters(),
        identity.algorithm(),
        identity.rank(),
        identity.alpha(),
        identity.component(),
        identity.architecture(),
        joined(identity.inside()),
        identity.tensorsDigest(),
        identity.version());
    return values.toArray();
  }

  /** Reads an identity from a row that has all of the columns. */
  static HeaderIdentity read(ResultSet row) throws SQLException {
    return new HeaderIdentity(
        row.getInt("identified_version"),
        row.getString("type"),
        row.getString("base_model"),
        candidates(row.getString("base_candidates")),
        row.getString("identified_by"),
        row.getString("precision"),
        Sql.nullableLong(row, "parameters"),
        row.getString("algorithm"),
        Sql.nullableLong(row, "lora_rank"),
        Sql.nullableDouble(row, "lora_alpha"),
        row.getString("component"),
        row.getString("architecture"),
        candidates(row.getString("inside")),
        row.getString("tensors_digest"));
  }

  private static @Nullable String joined(List<String> values) {
    return values.isEmpty() ? null : String.join(SEPARATOR, values);
  }

  /** The names in a value of base_candidates or inside; none for null. */
  public static List<String> candidates(@Nullable String joined) {
    return joined == null ? List.of() : List.of(joined.split(SEPARATOR));
  }
}
