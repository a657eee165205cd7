package org.weightwatcher.format.hdf5;

import io.jhdf.Superblock;
import io.jhdf.storage.HdfBackingStorage;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import org.weightwatcher.error.ErrorCode;

/// Checked access to an HDF5 file by its own addresses, for our code and for jHDF. Buffers are
/// slices of the mapped file: a length in the file never causes an allocation.
///
/// The bytes that are handed out, and the texts that are copied from them, are counted. A real file
/// needs each byte of its structure a few times; one whose parts point at each other would go on
/// for ever.
final class Hdf5Bytes implements HdfBackingStorage {
  private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;
  private static final int READS_PER_BYTE = 16;
  private static final long READS_FREE = 1L << 20;

  private final Hdf5Source source;
  private final long base;
  private final Superblock superblock;
  private long left;

  /// @param base offset of the superblock, from which addresses count
  Hdf5Bytes(Hdf5Source source, long base, Superblock superblock) {
    this.source = source;
    this.base = base;
    this.superblock = superblock;
    this.left = READS_FREE + READS_PER_BYTE * source.bytes().byteSize();
  }

  Hdf5Source source() {
    return source;
  }

  /// Offset in the HDF5 file.
  long offset(long address) {
    return base + address;
  }

  /// Offset as storages count it.
  long storageOffset(long address) {
    return offset(address) + (source.container().isPresent() ? 0 : source.start());
  }

  MemorySegment slice(long address, long length) {
    require(address, length);
    charge(length, address);
    return source.bytes().asSlice(offset(address), length);
  }

  /// Counts bytes that are handed out or copied.
  ///
  /// @param address of what they belong to
  void charge(long length, long address) {
    left -= length;
    if (left < 0) {
      throw new Damage(
          ErrorCode.E_MALFORMED,
          "HDF5 structure must be read once but its parts lead back to each other",
          place(address));
    }
  }

  /// Checks that a range lies inside the file without reading it.
  void require(long address, long length) {
    long size = source.bytes().byteSize() - base;
    if (address < 0 || length < 0 || address > size - length) {
      throw new Damage(
          ErrorCode.E_TRUNCATED,
          "is cut short or damaged: needs %s bytes at HDF5 address %s, the file ends at %d"
              .formatted(Long.toUnsignedString(length), Long.toUnsignedString(address), size),
          "");
    }
  }

  String place(long address) {
    return "byte " + Long.toUnsignedString(offset(address) + source.start());
  }

  Damage malformed(String what, long address) {
    return new Damage(ErrorCode.E_MALFORMED, what, place(address));
  }

  /// Checks the four letters at the start of a structure.
  void signature(String letters, long address) {
    byte[] found = slice(address, letters.length()).toArray(ValueLayout.JAVA_BYTE);
    if (!letters.equals(new String(found, StandardCharsets.ISO_8859_1))) {
      throw malformed("HDF5 structure must begin with " + letters, address);
    }
  }

  int u8(long address) {
    return Byte.toUnsignedInt(slice(address, 1).get(ValueLayout.JAVA_BYTE, 0));
  }

  int u16(long address) {
    return (int) number(address, 2);
  }

  /// A count, size or address of 1 to 8 bytes; one beyond 2^63 - 1 is negative.
  long number(long address, int bytes) {
    return number(slice(address, bytes), 0, bytes);
  }

  static long number(MemorySegment segment, long at, int bytes) {
    long value = 0;
    for (int i = bytes - 1; i >= 0; i--) {
      value = value << Byte.SIZE | (segment.get(ValueLayout.JAVA_BYTE, at + i) & 0xff);
    }
    return value;
  }

  long address(long at) {
    return number(at, getSizeOfOffsets());
  }

  /// Whether all bits are set, which stands for no address.
  boolean isUndefined(long address) {
    return address == (getSizeOfOffsets() == Long.BYTES ? -1 : (1L << 32) - 1);
  }

  @Override
  public ByteBuffer readBufferFromAddress(long address, int length) {
    return slice(address, length).asByteBuffer().order(ORDER);
  }

  @Override
  public ByteBuffer map(long address, long length) {
    if (length > Integer.MAX_VALUE) {
      throw malformed("HDF5 structure of %d bytes".formatted(length), address);
    }
    return slice(address, length).asByteBuffer().order(ORDER);
  }

  @Override
  public ByteBuffer mapNoOffset(long address, long length) {
    return map(address - base, length);
  }

  @Override
  public long getUserBlockSize() {
    return base;
  }

  @Override
  public Superblock getSuperblock() {
    return superblock;
  }

  @Override
  public FileChannel getFileChannel() {
    // The library's interface asks for this method; nothing that is called here may open a file.
    throw new IllegalStateException("an HDF5 file is read through its mapped bytes only");
  }

  @Override
  public int getSizeOfOffsets() {
    return superblock.getSizeOfOffsets();
  }

  @Override
  public int getSizeOfLengths() {
    return superblock.getSizeOfLengths();
  }

  @Override
  public void close() {
    // The bytes belong to whoever opened the file.
  }

  @Override
  public long size() {
    return source.bytes().byteSize();
  }

  @Override
  public boolean inMemory() {
    return true;
  }
}
