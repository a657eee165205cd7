package org.weightwatcher.cli.terminal;

import java.util.Collection;
import java.util.OptionalInt;
import java.util.stream.IntStream;

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
  /// @return the name, or its two ends, which are of the same length
  public static String shorten(String text, int width, String ellipsis) {
    return shorten(text, width, ellipsis, (width - ellipsis.length()) / 2);
  }

  /// @param text a name
  /// @param width most columns, at least one more than the ellipsis
  /// @param ellipsis what stands for the middle
  /// @param headWidth columns before the ellipsis
  /// @return the name, or its two ends
  static String shorten(String text, int width, String ellipsis, int headWidth) {
    if (width(text) <= width) {
      return text;
    }
    int[] points = text.codePoints().toArray();
    int room = Math.max(1, width - ellipsis.length());
    int head = fitting(points, 0, 1, headWidth);
    int tail = fitting(points, points.length - 1, -1, room - headWidth);
    return new String(points, 0, head) + ellipsis + new String(points, points.length - tail, tail);
  }

  /// Where to cut names of one table so that they stay different: often only the number of a block
  /// in their middle tells them apart.
  ///
  /// @param texts names
  /// @param width most columns
  /// @param ellipsis what stands for the middle
  /// @return columns before the ellipsis: half of the room, or the most at which all stay
  ///   different; empty if there is none
  static OptionalInt head(Collection<String> texts, int width, String ellipsis) {
    long distinct = texts.stream().distinct().count();
    return IntStream.iterate((width - ellipsis.length()) / 2, head -> head >= 0, head -> head - 1)
        .filter(head ->
            texts.stream().map(text -> shorten(text, width, ellipsis, head)).distinct().count()
                == distinct)
        .findFirst();
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
