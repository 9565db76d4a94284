package dev.tensors.tsr.model;

import dev.tensors.tsr.model.files.ModelFileName;
import dev.tensors.tsr.text.TextHash;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The hashes by which pictures name models. */
public final class ModelHash {

  /** CivitAI's name of the hash of a whole file. */
  public static final String SHA256 = "SHA256";

  /** CivitAI's name of the first digits of the hash of the weights. */
  public static final String AUTOV3 = "AutoV3";

  /** CivitAI's name of another hash of a whole file. */
  public static final String BLAKE3 = "BLAKE3";

  /** Fewer digits do not tell models apart; AutoV1 has so many. */
  public static final int FEWEST_DIGITS = 8;

  /** The digits of AutoV2, the beginning of a SHA-256. */
  public static final int AUTOV2_DIGITS = 10;

  /** The digits of AutoV3, the beginning of the SHA-256 of the weights. */
  public static final int AUTOV3_DIGITS = 12;

  /** The digits of a whole SHA-256 or BLAKE3. */
  public static final int MOST_DIGITS = 64;

  private static final Pattern START = Pattern.compile("[0-9A-Fa-f]{8,64}");

  /**
   * The hashes of zero bytes in SHA-256, BLAKE3 and MD5, which trainers write when hashing fails.
   */
  private static final List<String> OF_NOTHING =
      List.of(
          "E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855",
          "AF1349B9F5F9A1A6A0404DEA36DCC9499BCB25C9ADC112B7CC9A93CAE41F3262",
          "D41D8CD98F00B204E9800998ECF8427E");

  private ModelHash() {}

  /** Whether a word may be a hash, or the beginning of one. */
  public static boolean isStart(String word) {
    return START.matcher(word).matches();
  }

  /** Whether one is the beginning of the other, as of one hash that two programs cut. */
  public static boolean mayBeSame(String one, String other) {
    return one.startsWith(other) || other.startsWith(one);
  }

  /** The first digits of a SHA-256, by which web UIs name models. */
  public static String autoV2(String sha256) {
    return sha256.substring(0, AUTOV2_DIGITS);
  }

  /**
   * CivitAI's hash of the weights of a .safetensors file.
   *
   * @param weightsSha256 of all bytes after the header
   */
  public static String autoV3(String weightsSha256) {
    return weightsSha256.substring(0, AUTOV3_DIGITS);
  }

  /**
   * The hash's digits in upper case, without {@code 0x}.
   *
   * @param written can be null
   * @return null if the text is no hash, has fewer than 8 or more than 64 digits, or is the hash of
   *     zero bytes
   */
  public static @Nullable String digits(@Nullable String written) {
    if (written == null || written.length() > 2 * MOST_DIGITS) {
      return null;
    }
    String digits = plain(written);
    boolean hash =
        digits.length() >= FEWEST_DIGITS
            && digits.length() <= MOST_DIGITS
            && digits.chars().allMatch(HexFormat::isHexDigit);
    return hash && !isOfNothing(digits) ? digits : null;
  }

  /** A text in the place of a hash, in upper case and without {@code 0x}. */
  public static String plain(String written) {
    String plain = written.strip().toUpperCase(Locale.ROOT);
    return plain.startsWith("0X") ? plain.substring(2) : plain;
  }

  private static boolean isOfNothing(String digits) {
    return digits.chars().allMatch(c -> c == '0')
        || OF_NOTHING.stream().anyMatch(nothing -> nothing.startsWith(digits));
  }

  /**
   * Whether a hash is that of a file's name instead of its content: Forge wrote such hashes for
   * some weeks.
   *
   * @param digits as {@link #digits} gives them; can be null
   * @param path of a file, with its extension
   */
  public static boolean isOfFileName(@Nullable String digits, String path) {
    return digits != null
        && digits.length() >= FEWEST_DIGITS
        && ofFileName(path).startsWith(digits);
  }

  /**
   * The SHA-256 of a file's name, upper case hex.
   *
   * @param path of a file, with its extension
   */
  public static String ofFileName(String path) {
    return TextHash.sha256(ModelFileName.withoutFolders(path)).toUpperCase(Locale.ROOT);
  }
}
