package dev.tensors.tsr.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/** What came of one run. */
public record Result(int exitCode, String out, String err) {

  /** It succeeded, with exactly this on stdout and nothing on stderr. */
  public void prints(String out) {
    ends(0, out, "");
  }

  /** It succeeded, with exactly this on stdout and on stderr. */
  public void prints(String out, String err) {
    ends(0, out, err);
  }

  /** It printed exactly this on stderr and nothing on stdout. */
  public void fails(int exitCode, String err) {
    ends(exitCode, "", err);
  }

  public void ends(int exitCode, String out, String err) {
    assertThat(this).isEqualTo(new Result(exitCode, out, err));
  }

  /** The cells of a column of TSV, counted from 0. */
  public List<String> column(int column) {
    return out.lines().map(line -> line.split("\t")[column]).toList();
  }

  /** The names of the files in the first column, without folders and endings. */
  public List<String> names() {
    return column(0).stream().map(path -> path.replaceAll(".*/|\\.[^.]*$", "")).toList();
  }

  /** Whatever it printed. */
  public Result exits(int exitCode) {
    assertThat(this.exitCode).as(err).isEqualTo(exitCode);
    return this;
  }

  /** It printed exactly this on stdout. */
  public Result shows(String out) {
    assertThat(this.out).isEqualTo(out);
    return this;
  }

  /** It printed exactly this on stderr. */
  public Result says(String err) {
    assertThat(this.err).isEqualTo(err);
    return this;
  }
}
