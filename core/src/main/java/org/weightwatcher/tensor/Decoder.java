package org.weightwatcher.tensor;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import org.weightwatcher.bytes.ByteSources;

/// Decodes blocks of a stored matrix to float64, off-heap.
///
/// One decoder serves one layer: a deflated storage is inflated once and kept until [#close()]. Not
/// safe for use by several threads.
public final class Decoder implements AutoCloseable {
  private static final ValueLayout.OfDouble F64 = ValueLayout.JAVA_DOUBLE;

  private final StorageBytes storages;

  /// @param sources opens the files; stays the caller's
  public Decoder(ByteSources sources) {
    this.storages = new StorageBytes(sources);
  }

  /// Writes the elements of a view in row-major order.
  ///
  /// @param view the matrix, of a real type
  /// @param target at least `8 · rows · columns` bytes, aligned to 8
  /// @return whether all elements are finite
  /// @throws org.weightwatcher.error.ModelFormatException E_TRUNCATED when the file is shorter than
  ///   at opening; E_MALFORMED when a deflated storage is damaged
  public boolean decode(MatrixView view, MemorySegment target) {
    if (view.rows() == 0 || view.columns() == 0) {
      return true;
    }
    MemorySegment bytes = storages.of(view.storage());
    ByteOrder order = view.storage().endian().order();
    if (view.columnStride() == 1) {
      for (long row = 0; row < view.rows(); row++) {
        long first = view.offset() + row * view.rowStride();
        RowDecoder.decode(
            view.dtype(), order, bytes, first, target, row * view.columns(), view.columns());
      }
    } else {
      decodeStrided(view, bytes, ElementReader.of(view.dtype(), order), target);
    }
    return allFinite(target, view.elements());
  }

  /// Rows of the target are filled column by column when that walks the storage in order.
  private static void decodeStrided(
      MatrixView view, MemorySegment bytes, ElementReader.At reader, MemorySegment target) {
    long rows = view.rows();
    long columns = view.columns();
    if (view.rowStride() < view.columnStride()) {
      for (long column = 0; column < columns; column++) {
        long index = view.offset() + column * view.columnStride();
        for (long row = 0; row < rows; row++, index += view.rowStride()) {
          target.setAtIndex(F64, row * columns + column, reader.read(bytes, index));
        }
      }
    } else {
      for (long row = 0; row < rows; row++) {
        long index = view.offset() + row * view.rowStride();
        for (long column = 0; column < columns; column++, index += view.columnStride()) {
          target.setAtIndex(F64, row * columns + column, reader.read(bytes, index));
        }
      }
    }
  }

  private static boolean allFinite(MemorySegment target, long count) {
    // 0·x is 0 for finite x and NaN otherwise, so one sum tells.
    double sum = 0;
    for (long i = 0; i < count; i++) {
      sum += 0.0 * target.getAtIndex(F64, i);
    }
    return sum == 0;
  }

  @Override
  public void close() {
    storages.close();
  }
}
