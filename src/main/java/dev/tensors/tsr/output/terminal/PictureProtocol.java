package dev.tensors.tsr.output.terminal;

import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How a terminal draws a picture: by the protocol of kitty, or by that of iTerm2. */
public enum PictureProtocol {
  KITTY,
  ITERM2;

  /** Of the picture, in lines of the terminal. */
  private static final int HEIGHT = 14;

  /** The most characters that kitty takes in one sequence. */
  private static final int CHUNK = 4096;

  /**
   * The protocol of the terminal that the environment names; null if it names none. Within tmux and
   * screen, which let no picture through, the names of the terminal outside are still there.
   */
  static @Nullable PictureProtocol of(Map<String, String> environment) {
    String term = environment.getOrDefault("TERM", "");
    if (isSet("TMUX", environment)
        || isSet("STY", environment)
        || term.startsWith("tmux")
        || term.startsWith("screen")) {
      return null;
    }
    if (isSet("KITTY_WINDOW_ID", environment)
        || isSet("KONSOLE_VERSION", environment)
        || term.equals("xterm-kitty")
        || term.equals("xterm-ghostty")) {
      return KITTY;
    }
    return switch (environment.getOrDefault("TERM_PROGRAM", "")) {
      case "iTerm.app", "WezTerm", "mintty" -> ITERM2;
      case "ghostty" -> KITTY;
      default -> environment.getOrDefault("LC_TERMINAL", "").equals("iTerm2") ? ITERM2 : null;
    };
  }

  private static boolean isSet(String variable, Map<String, String> environment) {
    return !environment.getOrDefault(variable, "").isEmpty();
  }

  /** The sequences that draw a picture where the cursor is. */
  public String draw(byte[] png) {
    String text = Base64.getEncoder().encodeToString(png);
    if (this == ITERM2) {
      return "\033]1337;File=inline=1;size=%d;height=%d;preserveAspectRatio=1:%s\007"
          .formatted(png.length, HEIGHT, text);
    }
    StringBuilder sequences = new StringBuilder(text.length() + 1000);
    for (int from = 0; from < text.length(); from += CHUNK) {
      int to = Math.min(text.length(), from + CHUNK);
      sequences.append("\033_G");
      if (from == 0) {
        sequences.append("a=T,f=100,q=2,r=").append(HEIGHT).append(','); // q: no answer to stdin
      }
      sequences.append("m=").append(to < text.length() ? 1 : 0).append(';');
      sequences.append(text, from, to).append("\033\\");
    }
    return sequences.toString();
  }
}
