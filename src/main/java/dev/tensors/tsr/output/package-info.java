/** What a terminal, a pipe and a script are shown; knows nothing of models. */
package dev.tensors.tsr.output;
