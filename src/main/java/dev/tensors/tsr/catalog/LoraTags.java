package dev.tensors.tsr.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The models that a prompt itself calls for: {@code <lora:name:weight>}. */
final class LoraTags {

  private static final Pattern TAG =
      Pattern.compile("<(lora|lyco):([^:<>]+)(?::([^:<>]*))?[^<>]*>", Pattern.CASE_INSENSITIVE);

  private static final double USUAL_WEIGHT = 1;

  private LoraTags() {}

  /** In the prompt's order, with repeats. */
  static List<ImageResource> in(String prompt) {
    List<ImageResource> tags = new ArrayList<>();
    Matcher tag = TAG.matcher(prompt);
    while (tag.find()) {
      tags.add(new ImageResource(tag.group(2).strip(), "lora", null, weight(tag.group(3)), null));
    }
    return tags;
  }

  private static Double weight(String written) {
    try {
      return written == null ? USUAL_WEIGHT : Double.valueOf(written.strip());
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
