package dev.tensors.tsr.cli.frame.options;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Stack;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.IGetter;
import picocli.CommandLine.Model.ISetter;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.TypeConversionException;

/**
 * The help and the arguments of a command, in the order of its manual page.
 *
 * <p>A text has paragraphs with an empty line between them; a line break within a paragraph counts
 * as a space. Options and parameters are written as in the help: {@code -q, --quiet}, {@code
 * --db=FILE}, {@code FILE...} for one or more, {@code [FILE...]} for any number. What reads a value
 * throws {@link WrongUsage} if it is invalid. The receiver gets a value as soon as it is read, and
 * none if the argument is not given.
 *
 * <p>This makes picocli's model in code: to read it from annotations by reflection took a third of
 * the processor time of a start.
 */
public final class Declaration {

  /** The word that asks for help in the place of a command. */
  public static final String HELP_WORD = "help";

  /**
   * Stands before a value that follows an equals sign until it is converted, so that picocli does
   * not take it for an option or a command. No argument of a process contains it.
   */
  private static final String ATTACHED = "\0";

  private final CommandSpec spec;
  private ScopeType scope = ScopeType.LOCAL;

  private Declaration(CommandSpec spec) {
    this.spec = spec;
  }

  /** The parser of what a command declares; the command is its user object. */
  public static CommandLine parser(String name, Command command) {
    CommandSpec spec = CommandSpec.wrapWithoutInspection(command).name(name);
    spec.usageMessage().description(command.summary());
    command.declare(new Declaration(spec));
    return new CommandLine(spec);
  }

  /** Prints the help; not before the declaration is complete. */
  public void printHelp() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  /** The own options of the command that were given, by their longest names, in this order. */
  public List<String> given() {
    return spec.commandLine().getParseResult().matchedOptions().stream()
        .filter(option -> !option.inherited())
        .map(OptionSpec::longestName)
        .toList();
  }

  /** Says more of what the command does than its summary. */
  public Declaration text(String paragraphs) {
    String summary = spec.usageMessage().description()[0];
    spec.usageMessage().description(summary + "\n\n" + paragraphs);
    return this;
  }

  /** Leaves the command out of help and completion. */
  public Declaration hidden() {
    spec.usageMessage().hidden(true);
    return this;
  }

  /**
   * Says when the command ends with which exit code.
   *
   * @param lines each a code, a colon and a text
   */
  public Declaration exitCodes(String... lines) {
    Map<String, String> texts = new LinkedHashMap<>();
    for (String line : lines) {
      int colon = line.indexOf(':');
      texts.put(line.substring(0, colon), line.substring(colon + 1));
    }
    spec.usageMessage().exitCodeList(texts);
    return this;
  }

  public Declaration examples(String... lines) {
    List<String> footer = new ArrayList<>(List.of("", "Examples:"));
    for (String line : lines) {
      footer.add("  " + line);
    }
    spec.usageMessage().footer(footer.toArray(String[]::new));
    return this;
  }

  /** Adds what several commands take. */
  public Declaration options(OptionGroup group) {
    group.declare(this);
    return this;
  }

  /** Adds what all commands below this one take, too. */
  public Declaration optionsOfAll(OptionGroup group) {
    scope = ScopeType.INHERIT;
    group.declare(this);
    scope = ScopeType.LOCAL;
    return this;
  }

  /** Adds an option without a value. The receiver gets true, also for each repetition. */
  public Declaration flag(String names, String text, Consumer<Boolean> receiver) {
    return add(flagOf(names, text, receiver));
  }

  /** As {@link #flag}; the receiver gets false for --no-NAME. */
  public Declaration negatableFlag(String names, String text, Consumer<Boolean> receiver) {
    // Help cannot show a copy of it with its lines.
    return add(flagOf(names, text, receiver).negatable(true).description(lines(text)));
  }

  /** Adds an option that prints the help. */
  public Declaration help(String names, String text) {
    return add(flagOf(names, text, on -> {}).usageHelp(true));
  }

  /** Adds an option that prints a version. */
  public Declaration version(String names, String text, Supplier<String> version) {
    spec.versionProvider(() -> new String[] {version.get()});
    return add(flagOf(names, text, on -> {}).versionHelp(true));
  }

  /** Adds an option with a value. */
  public <T> Declaration value(
      String names, String text, Function<String, T> reader, Consumer<? super T> receiver) {
    return add(valueOf(names, text, reader, receiver).type(type(reader)));
  }

  /** Adds an option with any text as its value. */
  public Declaration value(String names, String text, Consumer<String> receiver) {
    return value(names, text, word -> word, receiver);
  }

  /**
   * As {@link #value(String, String, Function, Consumer)}; without a value, the option has the one
   * of {@code unsaid}.
   */
  public <T> Declaration optionalValue(
      String names,
      String unsaid,
      String text,
      Function<String, T> reader,
      Consumer<? super T> receiver) {
    OptionSpec.Builder option = valueOf(names, text, reader, receiver).type(type(reader));
    return add(option.arity("0..1").fallbackValue(unsaid));
  }

  /** Adds an option that can be repeated. The receiver gets all values so far. */
  public <T> Declaration values(
      String names, String text, Function<String, T> reader, Consumer<? super List<T>> receiver) {
    return add(
        valueOf(names, text, reader, receiver).type(List.class).auxiliaryTypes(String.class));
  }

  /** As the other one, for any texts. */
  public Declaration values(String names, String text, Consumer<List<String>> receiver) {
    return values(names, text, word -> word, receiver);
  }

  /** As {@link #values(String, String, Function, Consumer)}; a comma divides values, too. */
  public <T> Declaration commaSeparated(
      String names, String text, Function<String, T> reader, Consumer<? super List<T>> receiver) {
    OptionSpec.Builder option = valueOf(names, text, reader, receiver).splitRegex(",");
    option.preprocessor(Declaration::markItems);
    return add(option.splitRegexSynopsisLabel(",").type(List.class).auxiliaryTypes(String.class));
  }

  /** Adds a parameter. */
  public <T> Declaration parameter(
      String label, String text, Function<String, T> reader, Consumer<? super T> receiver) {
    return add(parameterOf(label, text, reader, receiver).type(type(reader)).required(true));
  }

  /** Adds a last parameter that can be repeated. The receiver gets all values so far. */
  public <T> Declaration parameters(
      String label, String text, Function<String, T> reader, Consumer<? super List<T>> receiver) {
    boolean optional = label.startsWith("[");
    String one = label.substring(optional ? 1 : 0, label.indexOf("..."));
    PositionalParamSpec.Builder parameter = parameterOf(one, text, reader, receiver);
    parameter.arity(optional ? "0..*" : "1..*").required(!optional);
    return add(parameter.type(List.class).auxiliaryTypes(String.class));
  }

  /** As the other one, for any texts. */
  public Declaration parameters(String label, String text, Consumer<List<String>> receiver) {
    return parameters(label, text, word -> word, receiver);
  }

  private Declaration add(OptionSpec.Builder option) {
    spec.addOption(option.scopeType(scope).build());
    return this;
  }

  private Declaration add(PositionalParamSpec.Builder parameter) {
    spec.addPositional(parameter.build());
    return this;
  }

  private static OptionSpec.Builder flagOf(String names, String text, Consumer<Boolean> receiver) {
    return optionOf(names, text, receiver).type(boolean.class);
  }

  private static OptionSpec.Builder valueOf(
      String names, String text, Function<String, ?> reader, Consumer<?> receiver) {
    int equals = names.indexOf('=');
    return optionOf(names.substring(0, equals), text, receiver)
        .paramLabel(names.substring(equals + 1))
        .preprocessor(Declaration::markAttached)
        .converters(converter(reader));
  }

  private static OptionSpec.Builder optionOf(String names, String text, Consumer<?> receiver) {
    int comma = names.indexOf(", ");
    String[] all =
        comma < 0
            ? new String[] {names}
            : new String[] {names.substring(0, comma), names.substring(comma + 2)};
    Binding binding = new Binding(receiver);
    return OptionSpec.builder(all)
        .description(text)
        .hasInitialValue(false)
        .getter(binding)
        .setter(binding);
  }

  private static PositionalParamSpec.Builder parameterOf(
      String label, String text, Function<String, ?> reader, Consumer<?> receiver) {
    Binding binding = new Binding(receiver);
    return PositionalParamSpec.builder()
        .paramLabel(label)
        .description(text)
        .converters(converter(reader))
        .hasInitialValue(false)
        .getter(binding)
        .setter(binding);
  }

  /** The type tells completion the values of an enum; the reader makes the value. */
  private static Class<?> type(Function<String, ?> reader) {
    return reader instanceof EnumValue<?> value ? value.choice() : String.class;
  }

  private static boolean markAttached(
      Stack<String> words, CommandSpec command, ArgSpec option, Map<String, Object> info) {
    if ("=".equals(info.get("separator")) && !words.peek().isEmpty()) {
      words.push(ATTACHED + words.pop());
    }
    return false; // picocli goes on with it
  }

  /** picocli drops what is empty behind the last comma. */
  private static boolean markItems(
      Stack<String> words, CommandSpec command, ArgSpec option, Map<String, Object> info) {
    boolean endsWithComma = !words.isEmpty() && words.peek().endsWith(",");
    markAttached(words, command, option, info);
    if (endsWithComma) {
      words.push(words.pop() + ATTACHED);
    }
    return false;
  }

  private static ITypeConverter<?> converter(Function<String, ?> reader) {
    return word -> {
      try {
        return reader.apply(word.startsWith(ATTACHED) ? word.substring(1) : word);
      } catch (WrongUsage e) {
        throw new TypeConversionException(e.getMessage());
      }
    };
  }

  /**
   * The lines of a text, as its paragraphs are filled. Only where it is shown: to make those of all
   * options takes a twentieth of a short command's time.
   *
   * @param text as declared, or its lines
   */
  public static String[] lines(String... text) {
    List<String> lines = new ArrayList<>(List.of(""));
    for (String line : String.join("\n", text).split("\n")) {
      if (line.isEmpty()) {
        lines.addAll(List.of("", ""));
      } else {
        String before = lines.removeLast();
        lines.add(before.isEmpty() ? line : before + " " + line);
      }
    }
    return lines.toArray(String[]::new);
  }

  /** Hands each value over, and keeps it for picocli, which adds to a list. */
  private static final class Binding implements IGetter, ISetter {

    private final Consumer<Object> receiver;
    private @Nullable Object value;

    @SuppressWarnings("unchecked") // the reader of the argument made the value
    Binding(Consumer<?> receiver) {
      this.receiver = (Consumer<Object>) receiver;
    }

    @Override
    @SuppressWarnings("unchecked") // picocli's own signature
    public <T> @Nullable T get() {
      return (T) value;
    }

    @Override
    public <T> @Nullable T set(T newValue) {
      T before = get();
      value = newValue;
      receiver.accept(newValue);
      return before;
    }
  }
}
