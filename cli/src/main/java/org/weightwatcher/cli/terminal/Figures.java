package org.weightwatcher.cli.terminal;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.Locale;

/// Numbers as people read them; the locale never matters.
public final class Figures {
  private static final double MINUTE = 60;

  private Figures() {}

  /// @param value any finite number
  /// @return decimals that give it three significant digits, 0 to 4
  public static int decimals(double value) {
    double size = Math.abs(value);
    if (size == 0) {
      return 2;
    }
    int magnitude = (int) Math.floor(Math.log10(size));
    // 9.996 has three digits only as 10.0.
    boolean carries = Math.round(size * Math.pow(10, 2.0 - magnitude)) >= 1000;
    return Math.clamp(2L - magnitude - (carries ? 1 : 0), 0, 4);
  }

  /// @param value any number
  /// @param decimals digits after the point
  /// @return fixed-point text
  public static String fixed(double value, int decimals) {
    return String.format(Locale.ROOT, "%." + decimals + "f", value);
  }

  /// @param value any number
  /// @return three significant digits
  public static String short3(double value) {
    return Double.isFinite(value) ? fixed(value, decimals(value)) : Double.toString(value);
  }

  /// @param value any finite number
  /// @param digits significant digits
  /// @return the shortest plain or scientific text with that many digits
  public static String significant(double value, int digits) {
    BigDecimal rounded = new BigDecimal(value).round(new MathContext(digits)).stripTrailingZeros();
    boolean plain = Math.abs(value) >= 1e-4 && Math.abs(value) < 1e9;
    return value == 0
        ? "0"
        : plain
            ? rounded.toPlainString()
            : String.format(Locale.ROOT, "%." + (digits - 1) + "e", value);
  }

  /// @param count a count
  /// @return with commas between thousands
  public static String grouped(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  /// @param count a large count
  /// @return `74.3 M`, `1.5 B`; below a million with commas
  public static String big(long count) {
    if (count < 1_000_000) {
      return grouped(count);
    }
    double millions = count / 1e6;
    return millions < 1000 ? fixed(millions, 1) + " M" : fixed(millions / 1000, 1) + " B";
  }

  /// @param bytes a size of a file
  /// @return decimal units as file managers show them: `148.6 MB`
  public static String fileSize(long bytes) {
    if (bytes < 1000) {
      return bytes + " bytes";
    }
    double value = bytes / 1000.0;
    for (String unit : new String[] {"kB", "MB", "GB"}) {
      if (value < 1000) {
        return fixed(value, 1) + " " + unit;
      }
      value /= 1000;
    }
    return fixed(value, 1) + " TB";
  }

  /// @param time a time
  /// @return `3.9 s`, `2 min 05 s`, `3 h 12 min`
  public static String time(Duration time) {
    double seconds = time.toMillis() / 1000.0;
    if (seconds < MINUTE) {
      return fixed(seconds, 1) + " s";
    }
    long whole = Math.round(seconds);
    return whole < 3600
        ? String.format(Locale.ROOT, "%d min %02d s", whole / 60, whole % 60)
        : String.format(Locale.ROOT, "%d h %02d min", whole / 3600, whole % 3600 / 60);
  }
}
