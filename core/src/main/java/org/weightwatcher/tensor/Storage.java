package org.weightwatcher.tensor;

import java.io.Serializable;
import java.util.List;
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

    /// Cut into blocks of equal shape, each stored on its own: a chunked dataset of HDF5. The bytes
    /// of the storage are the row-major array that the blocks make up; elements of absent blocks
    /// have the fill value.
    ///
    /// @param grid how the array is cut
    /// @param filters what every block went through when it was written, first filter first
    /// @param chunks the blocks that are present, at most one for each place of the grid
    /// @param fill bytes of the fill value, the first one in the lowest bits
    record Chunked(ChunkGrid grid, List<ChunkFilter> filters, List<Chunk> chunks, long fill)
        implements Encoding {
      /// Copies the lists.
      public Chunked {
        filters = List.copyOf(filters);
        chunks = List.copyOf(chunks);
      }
    }

    /// Inside another storage: offsets of this storage count in the decoded bytes of that one.
    ///
    /// @param container the outer storage
    /// @param encoding how the bytes are stored in it
    record Inside(Storage container, Encoding encoding) implements Encoding {}

    /// Codes that are divided by one number for each column of a matrix: quantized layers of Keras.
    /// The storage holds the quotients as little-endian doubles, row-major.
    ///
    /// @param codes the codes, row-major
    /// @param codeType their type, a real one
    /// @param divisors as many numbers as the matrix has columns
    /// @param divisorType their type, a real one
    /// @param columns number of columns, `> 0`
    record Quotient(
        Storage codes, DType codeType, Storage divisors, DType divisorType, long columns)
        implements Encoding {}
  }

  /// Of the place alone: an encoding may list millions of blocks, and a storage is looked up often.
  @Override
  public int hashCode() {
    return 31 * file.hashCode() + Long.hashCode(offset);
  }

  /// @return bytes that reading this storage allocates off-heap; 0 where it is mapped
  /// @throws ArithmeticException if they exceed 2^63 - 1
  public long allocated() {
    return allocated(encoding);
  }

  private long allocated(Encoding kind) {
    return switch (kind) {
      case Encoding.Plain() -> 0;
      case Encoding.Deflated _ -> length;
      case Encoding.Chunked chunked ->
          chunked.filters().isEmpty()
              ? length
              : Math.addExact(length, Math.multiplyExact(2, chunked.grid().chunkBytes()));
      case Encoding.Inside(Storage container, Encoding inner) ->
          Math.addExact(container.allocated(), allocated(inner));
      case Encoding.Quotient(Storage codes, _, Storage divisors, _, _) ->
          Math.addExact(length, Math.addExact(codes.allocated(), divisors.allocated()));
    };
  }

  /// @param file name of the byte source
  /// @param offset first byte in the file
  /// @param length bytes
  /// @return a little-endian storage, stored as it is
  public static Storage plain(String file, long offset, long length) {
    return new Storage(file, offset, length, Endian.LITTLE, new Encoding.Plain());
  }
}
