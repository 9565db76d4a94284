import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Formats the Java sources below a folder, or with {@code --check} names those that are not
 * formatted. Spotless would do this, but it needs Maven itself to run in a Java that can read them.
 */
public final class Format {

  public static void main(String[] args) throws IOException, FormatterException {
    boolean check = args[0].equals("--check");
    List<Path> unformatted = new ArrayList<>();
    try (var files = Files.walk(Path.of(args[args.length - 1]))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".java")).sorted().toList()) {
        String source = Files.readString(file);
        String formatted = format(source);
        if (!formatted.equals(source)) {
          unformatted.add(file);
          if (!check) {
            Files.writeString(file, formatted);
          }
        }
      }
    }
    unformatted.forEach(file -> System.out.println((check ? "not formatted: " : "") + file));
    if (check && !unformatted.isEmpty()) {
      System.out.println("Format them with: mvn -Pformat process-sources");
      System.exit(1);
    }
  }

  private static String format(String source) throws FormatterException {
    String imports =
        ImportOrderer.reorderImports(
            RemoveUnusedImports.removeUnusedImports(source), JavaFormatterOptions.Style.GOOGLE);
    return new Formatter().formatSource(imports);
  }
}
