package org.weightwatcher.tensor;

import java.io.Serializable;
import org.weightwatcher.bytes.Endian;

/// Where the bytes of one storage lie. Several tensors may be views of one storage.
///
/// Two storages with the same file and offset are the same storage: that is how tied weights are
/// known.
///
/// @param file name of the byte source
/// @param offset first byte in the file, `>= 0`
/// @param length bytes of the storage once decoded, `>= 0`; every element of every view lies inside
/// @param endian byte order of its numbers
/// @param encoding how the bytes are stored
public record Storage(String file, long offset, long length, Endian endian, Encoding encoding)
    implements Serializable {

  /// How the bytes of a storage are stored in the file.
  public sealed interface Encoding extends Serializable {
    /// As they are.
    record Plain() implements Encoding {}

    /// As a raw deflate stream (a zip member of method 8).
    ///
    /// @param compressedLength bytes in the file
    /// @param crc32 checksum of the inflated bytes
    record Deflated(long compressedLength, long crc32) implements Encoding {}
  }

  /// @param file name of the byte source
  /// @param offset first byte in the file
  /// @param length bytes
  /// @return a little-endian storage, stored as it is
  public static Storage plain(String file, long offset, long length) {
    return new Storage(file, offset, length, Endian.LITTLE, new Encoding.Plain());
  }
}
