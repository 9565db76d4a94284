package dev.tensors.tsr.pictures;

import dev.tensors.tsr.json.JsonObject;
import dev.tensors.tsr.pictures.contents.ContentsBuilder;

/**
 * Reads the comment of NovelAI: prompts and settings, but no models, since nobody can have
 * NovelAI's.
 */
final class NovelAiComment {

  static final String NAME = "NovelAI";

  private NovelAiComment() {}

  static boolean is(JsonObject object) {
    return object.has("uc") && object.has("steps") || object.has("signed_hash");
  }

  static void read(JsonObject comment, ContentsBuilder contents) {
    contents.tool(NAME);
    contents.settings(comment);
    if (comment.string("prompt") != null) {
      contents.prompts(comment.string("prompt"), comment.string("uc"));
    }
  }
}
