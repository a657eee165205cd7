package org.weightwatcher.format.hdf5;

import java.lang.foreign.MemorySegment;
import java.util.Optional;
import org.weightwatcher.bytes.ByteSource;
import org.weightwatcher.bytes.Endian;
import org.weightwatcher.tensor.Storage;

/// The bytes of an HDF5 file: a whole file, a stored member of an archive, or a member that had to
/// be inflated.
///
/// @param file name under which the file or the archive is opened again
/// @param name what to call it in messages; not escaped
/// @param bytes all bytes of the HDF5 file
/// @param start offset of the first of them in the file; 0 for an inflated member
/// @param container the member, if it had to be inflated
public record Hdf5Source(
    String file, String name, MemorySegment bytes, long start, Optional<Storage> container) {

  /// @param file name under which the source can be opened again
  /// @param source a file that is HDF5 as a whole; stays the caller's
  /// @return its bytes
  public static Hdf5Source of(String file, ByteSource source) {
    return new Hdf5Source(
        file, source.name(), source.slice(0, source.length()), 0, Optional.empty());
  }

  /// A storage of this file.
  ///
  /// @param offset first byte, counted from the start of the HDF5 file
  Storage storage(long offset, long length, Endian endian, Storage.Encoding encoding) {
    return container
        .map(outer ->
            new Storage(file, offset, length, endian, new Storage.Encoding.Inside(outer, encoding)))
        .orElseGet(() -> new Storage(file, start + offset, length, endian, encoding));
  }
}
