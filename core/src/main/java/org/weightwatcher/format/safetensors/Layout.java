package org.weightwatcher.format.safetensors;

import java.util.Comparator;
import java.util.List;
import org.weightwatcher.error.ErrorCode;
import org.weightwatcher.error.ModelFormatException;
import org.weightwatcher.error.Printable;
import org.weightwatcher.format.JsonCursor;
import org.weightwatcher.tensor.Shape;

/// Checks that the tensors of a header fill the data of its file: each as long as its shape needs,
/// end to end without holes or overlaps, up to the last byte.
///
/// @param file name for messages, escaped
/// @param dataStart offset of the data in the file
/// @param fileBytes size of the file
record Layout(String file, long dataStart, long fileBytes) {
  private static final String COPY_AGAIN = "copying or downloading the file again";

  void check(List<Entry> entries) {
    entries.forEach(this::checkSize);
    // Stable, so that empty tensors keep their place beside a neighbour with the same offset.
    List<Entry> sorted =
        entries.stream()
            .sorted(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end))
            .toList();
    long end = 0;
    String before = "the start of the data";
    for (Entry entry : sorted) {
      if (entry.begin() != end) {
        throw notAdjacent(entry, before, end);
      }
      end = entry.end();
      before = "tensor " + JsonCursor.quoted(entry.name());
    }
    checkEnd(end, before);
  }

  private void checkSize(Entry entry) {
    long bytes = bytes(entry);
    if (entry.begin() > entry.end()) {
      throw broken(
          entry,
          "must have data_offsets in ascending order but has [%d, %d]"
              .formatted(entry.begin(), entry.end()));
    }
    if (entry.end() - entry.begin() != bytes) {
      throw broken(
          entry,
          "must have %d bytes (%s, %s) but its data_offsets [%d, %d] span %d"
              .formatted(
                  bytes,
                  entry.dtype().label(),
                  shortened(entry.shape()),
                  entry.begin(),
                  entry.end(),
                  entry.end() - entry.begin()));
    }
  }

  private long bytes(Entry entry) {
    long bits;
    try {
      bits = Math.multiplyExact(entry.shape().elements(), entry.dtype().bits());
    } catch (ArithmeticException e) {
      throw broken(
          entry, "must have fewer than 2^63 bits but has shape " + shortened(entry.shape()));
    }
    if (bits % Byte.SIZE != 0) {
      throw broken(
          entry,
          "must fill whole bytes but has %d bits (%s, %s)"
              .formatted(bits, entry.dtype().label(), shortened(entry.shape())));
    }
    return bits / Byte.SIZE;
  }

  private ModelFormatException notAdjacent(Entry entry, String before, long end) {
    String what = entry.begin() < end ? "overlaps " + before : "leaves a hole after " + before;
    return broken(
        entry,
        "%s: it must begin at data offset %d but begins at %d".formatted(what, end, entry.begin()));
  }

  private void checkEnd(long end, String last) {
    long has = fileBytes - dataStart;
    if (end > has) {
      // Exact in double far beyond any file that exists; a percentage needs no more.
      long percent = (long) Math.floor(100.0 * fileBytes / ((double) dataStart + end));
      throw new ModelFormatException(
          ErrorCode.E_TRUNCATED,
          "%s is cut short: %s ends at data offset %d but the file has %d bytes of data (%d %%)"
              .formatted(file, last, end, has, percent),
          "byte " + fileBytes,
          COPY_AGAIN);
    }
    if (end < has) {
      throw new ModelFormatException(
          ErrorCode.E_MALFORMED,
          "%s must end with its last tensor but has %d trailing bytes".formatted(file, has - end),
          "byte " + (dataStart + end),
          COPY_AGAIN);
    }
  }

  private ModelFormatException broken(Entry entry, String what) {
    String name = JsonCursor.quoted(entry.name());
    return new ModelFormatException(
        ErrorCode.E_MALFORMED, file + ": tensor " + name + " " + what, "key " + name, "");
  }

  /// A shape of 64 dimensions is longer than a message should be.
  private static String shortened(Shape shape) {
    String text = shape.toString();
    return text.isEmpty() ? "scalar" : Printable.brief(text);
  }
}
