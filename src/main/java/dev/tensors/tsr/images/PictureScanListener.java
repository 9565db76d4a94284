package dev.tensors.tsr.images;

import java.nio.file.Path;

/** Hears of what a {@link PictureScan} does; one thread calls it. */
public interface PictureScanListener {

  /** A picture is going to be read. */
  void toRead();

  /** A picture was read, or passed over; what is new of it is committed. */
  void done(PictureOutcome outcome);

  /**
   * A remembered folder is gone, and none of its pictures is left: it is no longer remembered.
   *
   * @param folder its real path
   */
  void left(Path folder);

  /**
   * A path was not there, and nothing was marked missing.
   *
   * @param recorded the pictures that are recorded there
   * @param remembered whether images without a path goes through a folder there
   */
  void absent(Path path, long recorded, boolean remembered);

  /**
   * Symlinks lead out of the searched folders, and were not followed.
   *
   * @param links the number of them, from 1
   * @param example one of them
   * @param target where that one leads to
   * @param recorded the pictures that are recorded at their targets, and stay as they are
   */
  void leadsOut(long links, Path example, Path target, long recorded);

  /**
   * A folder holds no picture, and nothing was marked missing.
   *
   * @param recorded the pictures that are recorded there
   */
  void emptied(Path folder, long recorded);
}
