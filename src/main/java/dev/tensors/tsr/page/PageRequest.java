package dev.tensors.tsr.page;

import java.nio.file.Path;

/**
 * What to write.
 *
 * @param folder a new or empty folder, or one that holds a page
 * @param all whether cached models of which no file is here are shown, too
 * @param mature whether pictures and prompts are shown that CivitAI does not rate PG
 * @param paths whether the page tells the paths of files; otherwise only their names
 */
public record PageRequest(Path folder, boolean all, boolean mature, boolean paths) {}
