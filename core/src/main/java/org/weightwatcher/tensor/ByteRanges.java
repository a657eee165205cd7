package org.weightwatcher.tensor;

import java.lang.foreign.MemorySegment;

/// What storages are cut from: a file, or the decoded bytes of another storage.
@FunctionalInterface
interface ByteRanges {
  /// @param offset first byte
  /// @param length number of bytes
  /// @return exactly that range
  /// @throws org.weightwatcher.error.ModelFormatException E_TRUNCATED when it ends beyond the bytes
  MemorySegment slice(long offset, long length);
}
