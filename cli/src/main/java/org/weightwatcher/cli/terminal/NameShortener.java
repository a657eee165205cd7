package org.weightwatcher.cli.terminal;

/// Fits names into columns. Layers are told apart by both ends of their path, so the middle goes.
public final class NameShortener {
  private NameShortener() {}

  /// @param text a name
  /// @return columns that it takes: two for wide East Asian characters and emoji, none for
  ///   combining marks
  public static int width(String text) {
    return text.codePoints().map(NameShortener::width).sum();
  }

  private static int width(int c) {
    int type = Character.getType(c);
    if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
      return 0;
    }
    boolean wide =
        (c >= 0x1100 && c <= 0x115f)
            || (c >= 0x2e80 && c <= 0xa4cf)
            || (c >= 0xac00 && c <= 0xd7a3)
            || (c >= 0xf900 && c <= 0xfaff)
            || (c >= 0xfe30 && c <= 0xfe6f)
            || (c >= 0xff00 && c <= 0xff60)
            || (c >= 0x1f300 && c <= 0x1faff)
            || (c >= 0x20000 && c <= 0x3fffd);
    return wide ? 2 : 1;
  }

  /// @param text a name
  /// @param width most columns, at least one more than the ellipsis
  /// @param ellipsis what stands for the middle
  /// @return the name, or its two ends
  public static String shorten(String text, int width, String ellipsis) {
    if (width(text) <= width) {
      return text;
    }
    int[] points = text.codePoints().toArray();
    int room = Math.max(1, width - ellipsis.length());
    int head = fitting(points, 0, 1, room / 2);
    int tail = fitting(points, points.length - 1, -1, room - room / 2);
    return new String(points, 0, head) + ellipsis + new String(points, points.length - tail, tail);
  }

  private static int fitting(int[] points, int from, int step, int room) {
    int count = 0;
    int used = 0;
    for (int i = from; i >= 0 && i < points.length; i += step) {
      used += width(points[i]);
      if (used > room) {
        break;
      }
      count++;
    }
    return count;
  }
}
