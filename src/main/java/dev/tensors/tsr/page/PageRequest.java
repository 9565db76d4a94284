package dev.tensors.tsr.page;

import java.nio.file.Path;

/**
 * The page that the user asks for.
 *
 * @param folder a new or empty folder, or one that holds a page
 * @param all whether the page also shows cached models without a file here
 * @param mature whether the page also shows pictures and prompts that CivitAI does not rate PG
 * @param paths whether the page shows the paths of files; otherwise it shows only their names
 */
public record PageRequest(Path folder, boolean all, boolean mature, boolean paths) {}
