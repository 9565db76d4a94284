package dev.tensors.tsr.organise.plan;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What was in the last folders: most files, in the order of their paths, share theirs with the one
 * before, or with one before what is in a folder below it.
 */
public final class LastFolders<T> extends LinkedHashMap<Path, T> {

  private static final long serialVersionUID = 1;

  private static final int FOLDERS = 8;

  public LastFolders() {
    super(2 * FOLDERS, 0.75f, true);
  }

  @Override
  protected boolean removeEldestEntry(Map.Entry<Path, T> eldest) {
    return size() > FOLDERS;
  }
}
