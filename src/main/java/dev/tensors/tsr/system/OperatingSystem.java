package dev.tensors.tsr.system;

import java.util.Locale;

/** The systems that tsr knows; what it does not know counts as Linux. */
public enum OperatingSystem {
  LINUX,
  MAC,
  WINDOWS;

  /** The system on which tsr runs. */
  public static final OperatingSystem HERE = named(System.getProperty("os.name", ""));

  /**
   * The system of a name.
   *
   * @param name as Java calls systems, such as Windows Server 2025 or Mac OS X
   */
  static OperatingSystem named(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.startsWith("windows") ? WINDOWS : lower.startsWith("mac") ? MAC : LINUX;
  }
}
