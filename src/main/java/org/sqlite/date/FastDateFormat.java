package org.sqlite.date;

import java.util.Date;
import java.util.TimeZone;

/**
 * Stands in the place of the driver's own class, which each connection makes, so that it loads
 * calendars and the names of months: a tenth of the processor time of a short command. tsr stores
 * times as texts, and never asks the driver for a date. {@code DriverTest} tells when another
 * version of the driver needs more, or does without.
 */
public final class FastDateFormat {

  private static final FastDateFormat NONE = new FastDateFormat();

  private FastDateFormat() {}

  public static FastDateFormat getInstance(String pattern) {
    return NONE;
  }

  public static FastDateFormat getInstance(String pattern, TimeZone zone) {
    return NONE;
  }

  public Date parse(String text) {
    throw new UnsupportedOperationException("a date from SQLite: " + text);
  }

  public String format(Date date) {
    throw new UnsupportedOperationException("a date for SQLite: " + date);
  }
}
