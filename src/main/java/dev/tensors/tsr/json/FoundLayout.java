package dev.tensors.tsr.json;

/**
 * How an object in another program's JSON file is laid out.
 *
 * @param start what comes before each name
 * @param margin of its lines
 */
record FoundLayout(JsonLayout layout, String start, String margin) {

  /**
   * The layout of an object.
   *
   * @param root where the whole object begins
   * @param object where this object begins, which is not empty
   * @param value where its first value begins
   * @param own for what the text does not show
   */
  static FoundLayout of(String text, int root, int object, int value, JsonLayout own) {
    String colon = Character.isWhitespace(text.charAt(value - 1)) ? ": " : ":";
    String start = spaceAfter(text, object);
    int line = start.lastIndexOf('\n') + 1;
    if (line == 0) {
      String comma = colon.equals(":") ? "," : ", ";
      JsonLayout oneLine = new JsonLayout(null, "", colon, comma, own.escapes());
      return new FoundLayout(oneLine, comma.substring(1), "");
    }
    String lineEnd = start.contains("\r\n") ? "\r\n" : "\n";
    String margin = start.substring(line);
    // The indent of one level is that of the whole object's members.
    String first = spaceAfter(text, root);
    int firstLine = first.lastIndexOf('\n') + 1;
    String indent = firstLine == 0 ? margin : first.substring(firstLine);
    return new FoundLayout(
        new JsonLayout(indent, lineEnd, colon, ",", own.escapes()), start, margin);
  }

  private static String spaceAfter(String text, int brace) {
    int end = brace + 1;
    while (Character.isWhitespace(text.charAt(end))) {
      end++;
    }
    return text.substring(brace + 1, end);
  }

  /** Appends a field to the object's last one. */
  void add(String name, JsonValue value, StringBuilder text) {
    text.append(',').append(start);
    layout.quote(name, text);
    text.append(layout.colon()).append(layout.write(value, margin));
  }
}
