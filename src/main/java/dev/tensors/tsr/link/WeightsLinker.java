package dev.tensors.tsr.link;

import dev.tensors.tsr.answers.CachedVersions;
import dev.tensors.tsr.answers.fetching.ParallelCalls;
import dev.tensors.tsr.answers.fetching.ServiceUnavailable;
import dev.tensors.tsr.library.LinkableFile;
import dev.tensors.tsr.library.LocalFile;
import dev.tensors.tsr.library.WeightHashes;
import dev.tensors.tsr.model.Link;
import dev.tensors.tsr.model.Link.LinkSource;
import dev.tensors.tsr.model.Link.VersionName;
import dev.tensors.tsr.model.ModelHash;
import dev.tensors.tsr.sqlite.Pages;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Gatherers;
import org.jspecify.annotations.Nullable;

/**
 * Links files whose SHA-256 is not known by the hash of their weights: to a cached version, else to
 * a version that CivitAI names. The hash that a header claims proves nothing, and is not used.
 */
final class WeightsLinker {

  private final WeightHashes hashes;
  private final LinkedWeights source;
  private final CachedVersions versions;
  private final @Nullable AutoV3Calls calls;
  private final LinkRecorder files;

  /** The source that was asked for a file's SHA-256 in vain. */
  private final LinkSource asked;

  /**
   * @param calls null in a run without requests
   * @param files has the files to link, and receives their outcomes
   */
  WeightsLinker(
      WeightHashes hashes,
      LinkedWeights source,
      CachedVersions versions,
      @Nullable AutoV3Calls calls,
      LinkRecorder files) {
    this.hashes = hashes;
    this.source = source;
    this.versions = versions;
    this.calls = calls;
    this.files = files;
    this.asked = calls == null ? LinkSource.CACHE : LinkSource.CIVITAI;
  }

  /**
   * Links the files, some contents at a time: they are read, looked up and recorded before the next
   * ones are read.
   *
   * @throws ServiceUnavailable if CivitAI becomes unavailable; if it had answered before, every
   *     file has its outcome nevertheless
   */
  void run() throws InterruptedException {
    Collection<UnlinkedContent> contents = contents();
    try {
      for (List<UnlinkedContent> some :
          contents.stream().gather(Gatherers.windowFixed(ParallelCalls.CHUNK)).toList()) {
        hash(some);
        link(some);
      }
    } catch (ServiceUnavailable e) {
      if (calls != null && calls.answered()) {
        contents.forEach(content -> content.take().forEach(files::notAsked));
      }
      throw e;
    }
  }

  /** The contents of the files; a file without weights gets its outcome. */
  private Collection<UnlinkedContent> contents() throws InterruptedException {
    Map<String, UnlinkedContent> contents = new LinkedHashMap<>();
    long bytes = 0;
    for (LinkRecorder.ForWeights waiting : files.forWeights()) {
      Pages.goOnUnlessInterrupted();
      LinkableFile target = waiting.file();
      Optional<LocalFile> file = hashes.withWeights(target.id(), target.sha256());
      if (file.isEmpty()) {
        unknown(target, waiting.certain());
        continue;
      }
      String hash = file.get().weightsSha256();
      if (hash == null && !contents.containsKey(target.sha256())) {
        bytes += file.get().weightsBytes();
      }
      contents
          .computeIfAbsent(target.sha256(), sha256 -> new UnlinkedContent(waiting.certain(), hash))
          .add(target);
    }
    if (bytes > 0) {
      source.toRead(bytes);
    }
    return contents.values();
  }

  private void hash(List<UnlinkedContent> contents) throws InterruptedException {
    Map<String, UnlinkedContent> bySha256 = new HashMap<>();
    List<List<LocalFile>> toRead = new ArrayList<>();
    for (UnlinkedContent content : contents) {
      List<LocalFile> files = content.weightsSha256() == null ? toRead(content) : List.of();
      if (!files.isEmpty()) {
        bySha256.put(files.getFirst().sha256(), content);
        toRead.add(files);
      }
    }
    source.read(
        toRead,
        (file, sha256) ->
            Optional.ofNullable(bySha256.get(file.sha256()))
                .ifPresent(content -> content.hashed(sha256)),
        (file, reason) ->
            Optional.ofNullable(bySha256.get(file.sha256()))
                .ifPresent(content -> files.failed(content.takeFirst(), reason)));
  }

  /** The files of a content, without those whose row another process changed. */
  private List<LocalFile> toRead(UnlinkedContent content) {
    List<LocalFile> toRead = new ArrayList<>();
    for (LinkableFile target : content.take()) {
      Optional<LocalFile> file = hashes.withWeights(target.id(), target.sha256());
      if (file.isPresent()) {
        toRead.add(file.get());
        content.add(target);
      } else {
        files.overtaken(target);
      }
    }
    return toRead;
  }

  private void link(List<UnlinkedContent> contents) throws InterruptedException {
    Map<String, List<UnlinkedContent>> others = new LinkedHashMap<>();
    for (UnlinkedContent content : contents) {
      String hash = content.weightsSha256();
      if (hash == null) {
        continue; // none of its files could be read
      }
      Optional<VersionName> cached = versions.byWeights(hash);
      if (cached.isPresent()) {
        Link link = Link.byWeights(cached.get(), LinkSource.CACHE);
        content.take().forEach(file -> files.found(file, link));
      } else if (calls == null) {
        content.take().forEach(file -> unknown(file, content.certain()));
      } else {
        others.computeIfAbsent(ModelHash.autoV3(hash), same -> new ArrayList<>()).add(content);
      }
    }
    if (calls != null) {
      calls.link(others);
    }
  }

  private void unknown(LinkableFile file, boolean certain) {
    if (certain) {
      files.notFound(file, asked);
    } else {
      files.uncertain(file, asked);
    }
  }
}
