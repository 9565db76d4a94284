package dev.tensors.tsr.link;

/** Is told what becomes of the files that are to be linked, as soon as it is committed. */
public interface LinkListener {

  /** A file's end; each file has one, unless {@link CivitaiUnavailable} comes before any answer. */
  void file(LinkOutcome outcome);

  /** What became of the model of newly linked files, which was to be cached. */
  void model(CacheOutcome outcome);
}
