package dev.tensors.tsr.cli;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Suggests a command for a word that other tools use for it. */
final class CommandSuggestions {

  /** Words that users may type for each command. */
  private static final List<Map.Entry<String, List<String>>> WORDS =
      List.of(
          Map.entry("show", List.of("info", "details", "inspect", "metadata", "header", "cat")),
          Map.entry("note", List.of("tag", "untag", "rate", "star", "favourite", "favorite")),
          Map.entry("page", List.of("html", "web", "gallery", "browse", "site")),
          Map.entry("relocate", List.of("move", "mv")),
          Map.entry("list", List.of("ls", "dir", "files", "info", "details", "inspect")),
          Map.entry("import", List.of("sidecars", "civitai-info", "takeover")),
          Map.entry("export", List.of("write", "write-sidecars")),
          Map.entry("search", List.of("find", "grep", "query", "models", "tag")),
          Map.entry("scan", List.of("add", "index", "init", "create", "move", "mv")),
          Map.entry("prune", List.of("rm", "remove", "delete", "del", "forget", "clean", "gc")),
          Map.entry("link", List.of("match", "identify", "lookup", "sync")),
          Map.entry("cache", List.of("fetch", "download", "get", "pull", "update", "refresh")),
          Map.entry("triggers", List.of("trigger", "words", "keywords")),
          Map.entry("prompts", List.of("prompt", "examples", "images")),
          Map.entry("duplicates", List.of("dups", "dupes", "dedupe", "duplicate")),
          Map.entry("outdated", List.of("updates", "upgrade", "new")),
          Map.entry("ignore", List.of("hold", "skip", "hide", "mute", "unignore")),
          Map.entry("verify", List.of("check", "hash", "sha256", "test", "fsck")),
          Map.entry("stats", List.of("status", "stat", "statistics", "count", "summary", "du")));

  private CommandSuggestions() {}

  /** The first command that fits; empty if none does. */
  static Optional<String> of(String word) {
    Map<String, String> meant = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (Map.Entry<String, List<String>> entry : WORDS) {
      if (Commands.NAMES.contains(entry.getKey())) {
        entry.getValue().forEach(one -> meant.putIfAbsent(one, entry.getKey()));
      }
    }
    Commands.NAMES.forEach(name -> meant.put(name, name));
    return Optional.ofNullable(meant.get(word));
  }
}
