/** Which file is what at CivitAI, and what is kept of CivitAI's answers. */
package dev.tensors.tsr.link;
