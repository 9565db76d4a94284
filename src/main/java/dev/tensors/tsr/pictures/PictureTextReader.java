package dev.tensors.tsr.pictures;

import dev.tensors.tsr.json.JsonObject;
import dev.tensors.tsr.json.JsonValue;
import dev.tensors.tsr.model.files.MediaKind;
import dev.tensors.tsr.pictures.comfy.ComfyGraph;
import dev.tensors.tsr.pictures.comfy.ComfyWorkflow;
import dev.tensors.tsr.pictures.containers.PictureTexts;
import dev.tensors.tsr.pictures.containers.PictureTexts.PictureText;
import dev.tensors.tsr.pictures.containers.TextBytes;
import dev.tensors.tsr.pictures.contents.ContentsBuilder;
import dev.tensors.tsr.pictures.contents.LenientJson;
import dev.tensors.tsr.pictures.contents.PictureReading;
import dev.tensors.tsr.pictures.contents.PromptMentions;
import dev.tensors.tsr.pictures.contents.ResourceLists;
import dev.tensors.tsr.pictures.contents.UnreadableText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads an infotext, a prompt, or the JSON of any of the programs. */
public final class PictureTextReader {

  private static final String NOVEL_AI = "NovelAI";

  private static final int FIRST = 0;
  private static final int LAST = 2;

  private PictureTextReader() {}

  /**
   * Reads a text that someone pasted, or that was alone in its file.
   *
   * @return contents without the size of a picture; a text without settings is a prompt as a whole
   */
  public static PictureReading read(String text) {
    return read(text, false);
  }

  /**
   * Reads a text like {@link #read(String)}.
   *
   * @param json whether the text must be JSON; otherwise its first characters decide
   */
  public static PictureReading read(String text, boolean json) {
    return read(text, json, new ContentsBuilder());
  }

  /** Reads a text like {@link #read(String, boolean)}, and adds to what was read before. */
  static PictureReading read(String text, boolean json, ContentsBuilder contents) {
    if (text.length() > PictureTexts.LARGEST) {
      return new PictureReading.Failed(
          "it has more than " + (PictureTexts.LARGEST >> 20) + " million characters");
    }
    String plain = withoutMark(text);
    try {
      if (json || LenientJson.isAny(plain)) {
        if (!json(LenientJson.read(plain), contents)) {
          return new PictureReading.Failed("it is JSON, but no workflow that tsr knows");
        }
      } else {
        infotext(ParsedInfotext.of(plain), contents);
      }
    } catch (UnreadableText e) {
      contents.problem(e.reason());
    }
    return contents.build();
  }

  /**
   * Reads a text in UTF-8 from standard input, at most up to the largest size that a text may have.
   *
   * @throws IOException if the stream cannot be read
   */
  public static PictureReading read(InputStream in) throws IOException {
    byte[] bytes = in.readNBytes(PictureTexts.LARGEST + 1);
    if (bytes.length > PictureTexts.LARGEST) {
      return new PictureReading.Failed(
          "it is larger than " + (PictureTexts.LARGEST >> 20) + " MiB");
    }
    String text = TextBytes.strictly(bytes, StandardCharsets.UTF_8);
    return text == null
        ? new PictureReading.Failed("it is no text in UTF-8; name a picture by its path")
        : read(text);
  }

  private static String withoutMark(String text) {
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  /** Reads the texts of a picture: first the graph, then the workflow from which it was made. */
  public static void read(List<PictureText> texts, ContentsBuilder contents) {
    JsonObject parameters = EasyDiffusionParameters.of(texts);
    if (parameters != null) {
      try {
        EasyDiffusionParameters.read(parameters, contents);
      } catch (UnreadableText e) {
        contents.problem(e.reason());
      }
      return;
    }
    List<PictureText> inTurn = new ArrayList<>(texts);
    inTurn.sort(Comparator.comparingInt(PictureTextReader::turn));
    for (PictureText text : inTurn) {
      if (turn(text) < LAST || !contents.hasGraph() || ComfyWorkflow.tellsMore(text.text())) {
        readOne(text, texts, contents);
      }
    }
  }

  private static int turn(PictureText text) {
    return text.key().equals(TensorArtData.KEY)
        ? FIRST
        : text.key().equalsIgnoreCase("workflow") ? LAST : FIRST + 1;
  }

  private static void readOne(PictureText text, List<PictureText> texts, ContentsBuilder contents) {
    try {
      switch (text.key()) {
        case InvokeMetadata.KEY, InvokeMetadata.GRAPH, InvokeMetadata.WORKFLOW -> {
          if (isBestOfInvoke(text.key(), texts)
              && LenientJson.read(text.text()) instanceof JsonObject metadata) {
            InvokeMetadata.read(metadata, contents);
          }
        }
        case TensorArtData.KEY -> {
          if (LenientJson.read(text.text()) instanceof JsonObject data) {
            TensorArtData.read(data, contents);
          }
        }
        case PictureText.SOFTWARE -> software(text.text(), texts, contents);
        case PictureText.XMP -> DrawThingsMetadata.ofXmp(text.text(), contents);
        default -> other(text, contents);
      }
    } catch (UnreadableText e) {
      contents.problem(e.reason());
    }
  }

  /** The metadata tell what was used; the graph, and the workflow even more, what could be. */
  private static boolean isBestOfInvoke(String key, List<PictureText> texts) {
    return switch (key) {
      case InvokeMetadata.GRAPH -> !has(texts, InvokeMetadata.KEY);
      case InvokeMetadata.WORKFLOW ->
          !has(texts, InvokeMetadata.KEY) && !has(texts, InvokeMetadata.GRAPH);
      default -> true;
    };
  }

  private static boolean has(List<PictureText> texts, String key) {
    return texts.stream().anyMatch(text -> text.key().equals(key));
  }

  private static void software(String name, List<PictureText> texts, ContentsBuilder contents) {
    if (name.startsWith(NOVEL_AI)) {
      contents.tool(NOVEL_AI);
      texts.stream()
          .filter(text -> text.key().equals("Description"))
          .forEach(text -> contents.prompts(text.text(), null));
    } else if (name.startsWith("Fooocus")) {
      contents.tool("Fooocus");
    }
  }

  /**
   * Cameras and editors write comments, too: a text without any sign of a prompt is not taken for
   * one.
   */
  private static void other(PictureText text, ContentsBuilder contents) throws UnreadableText {
    if (text.key().equals("civitairesources") && LenientJson.isLike(text.text())) {
      ResourceLists.resources(LenientJson.readNested(text.text()), contents.models());
      return;
    }
    if (LenientJson.isLikeNested(text.text())) {
      json(LenientJson.readNested(text.text()), contents);
      return;
    }
    boolean ofWebUi = text.key().equals(PictureText.PARAMETERS);
    if (ofWebUi || mayBePrompt(text)) {
      ParsedInfotext infotext = ParsedInfotext.of(text.text());
      boolean sure =
          ofWebUi || !infotext.settings().isEmpty() || !infotext.negativePrompt().isEmpty();
      if (sure || text.text().contains("<lora:")) {
        infotext(infotext, contents);
      }
    }
  }

  private static boolean mayBePrompt(PictureText text) {
    return switch (text.key()) {
      case PictureText.USER_COMMENT,
          PictureText.COMMENT,
          PictureText.DESCRIPTION,
          "Description",
          "Dream",
          "prompt" ->
          true;
      default -> false;
    };
  }

  private static void infotext(ParsedInfotext infotext, ContentsBuilder contents)
      throws UnreadableText {
    if (infotext.settings().size() > ParsedInfotext.MOST_SETTINGS) {
      throw new UnreadableText(
          "its infotext has more than " + ParsedInfotext.MOST_SETTINGS + " settings");
    }
    contents.prompts(infotext.prompt(), infotext.negativePrompt());
    contents.tool(InfotextModels.tool(infotext));
    infotext.settings().forEach(setting -> contents.setting(setting.key(), setting.value()));
    InfotextModels.read(infotext, contents.models());
  }

  /** Reads the JSON of the program that its members imply; false if they imply none. */
  private static boolean json(@Nullable JsonValue value, ContentsBuilder contents)
      throws UnreadableText {
    if (!(value instanceof JsonObject object)) {
      return false;
    }
    if (object.has(SwarmParameters.KEY)) {
      SwarmParameters.read(object, contents);
    } else if (WanGpParameters.is(object)) {
      WanGpParameters.read(object, contents);
    } else if (InvokeMetadata.isSidecar(object)) {
      read(InvokeMetadata.texts(object), contents);
    } else if (InvokeMetadata.isWorkflow(object)) {
      contents.kind(MediaKind.WORKFLOW);
      InvokeMetadata.read(object, contents);
    } else if (ComfyWorkflow.is(object)) {
      ComfyWorkflow.read(object, contents);
    } else if (ComfyGraph.is(object)) {
      ComfyGraph.read(object, contents);
    } else if (FooocusParameters.is(object)) {
      FooocusParameters.read(object, contents);
    } else if (InvokeMetadata.is(object)) {
      InvokeMetadata.read(object, contents);
    } else if (EasyDiffusionParameters.is(object)) {
      EasyDiffusionParameters.read(object, contents);
    } else if (DrawThingsMetadata.is(object)) {
      DrawThingsMetadata.read(object, contents);
    } else if (isOfNovelAi(object)) {
      novelAi(object, contents);
    } else {
      return wrapped(object, contents);
    }
    return true;
  }

  private static boolean isOfNovelAi(JsonObject object) {
    return object.has("uc") && object.has("steps") || object.has("signed_hash");
  }

  /** A comment of NovelAI names no models, since nobody can have NovelAI's. */
  private static void novelAi(JsonObject comment, ContentsBuilder contents) {
    contents.tool(NOVEL_AI);
    contents.settings(comment);
    if (comment.string("prompt") != null) {
      contents.prompts(comment.string("prompt"), comment.string("uc"));
    }
  }

  /** Reads a graph and its workflow in one object, or an image of CivitAI's API. */
  private static boolean wrapped(JsonObject object, ContentsBuilder contents)
      throws UnreadableText {
    JsonObject graph = nested(object.get("prompt"));
    JsonObject workflow =
        nested(
            object.has("workflow")
                ? object.get("workflow")
                : object.object("extra_data").object("extra_pnginfo").get("workflow"));
    boolean isGraph = ComfyGraph.is(graph);
    boolean isWorkflow = ComfyWorkflow.is(workflow);
    if (isGraph) {
      ComfyGraph.read(graph, contents);
    }
    if (isWorkflow) {
      ComfyWorkflow.read(workflow, contents);
    }
    String prompt = isGraph ? null : object.string("prompt");
    return civitaiImage(object, prompt, contents) || isGraph || isWorkflow;
  }

  /** The object that a value is, or has as JSON in a string; an empty one if it is neither. */
  private static JsonObject nested(@Nullable JsonValue value) throws UnreadableText {
    JsonValue inner =
        value instanceof JsonValue.Text(String text) && LenientJson.isLikeNested(text)
            ? LenientJson.readNested(text)
            : value;
    return inner instanceof JsonObject object ? object : new JsonObject(Map.of());
  }

  /** CivitAI lists the models of an image also where its prompt is hidden. */
  private static boolean civitaiImage(
      JsonObject object, @Nullable String prompt, ContentsBuilder contents) throws UnreadableText {
    int before = contents.models().list().size();
    ResourceLists.of(object, contents.models());
    if (prompt == null && contents.models().list().size() == before) {
      return false;
    }
    contents.prompts(prompt, object.string("negativePrompt"));
    contents.settings(object);
    if (prompt != null) {
      PromptMentions.read(prompt, contents.models());
    }
    return true;
  }
}
