package org.weightwatcher.format;

import org.weightwatcher.error.ErrorCode;
import org.weightwatcher.error.ModelFormatException;

/// Fixed limits on what a file may claim. They are far above every real model and keep time and
/// memory bounded; nothing in a file is allocated before it passed them.
public final class Limits {
  /// Bytes of a safetensors header; the limit of the reference reader.
  public static final long SAFETENSORS_HEADER = 100_000_000;

  /// Tensors in one file.
  public static final int TENSORS = 1_000_000;

  /// UTF-8 bytes of a tensor's name.
  public static final int TENSOR_NAME = 65_535;

  /// Dimensions of a tensor.
  public static final int RANK = 64;

  /// Bytes of a JSON file other than an index.
  public static final long JSON = 64L << 20;

  /// Bytes of a shard index.
  public static final long INDEX_JSON = 256L << 20;

  /// Nesting of a JSON file.
  public static final int JSON_DEPTH = 128;

  /// Nesting of a safetensors header.
  public static final int HEADER_DEPTH = 8;

  /// Distinct files of a sharded model.
  public static final int SHARDS = 10_000;

  /// Entries of a shard index.
  public static final int INDEX_ENTRIES = 5_000_000;

  /// Entries of a folder that are looked at.
  public static final int DIRECTORY_ENTRIES = 100_000;

  /// Entries of a zip archive.
  public static final int ZIP_ENTRIES = 2_000_000;

  /// Bytes of the name of a zip entry.
  public static final int ZIP_NAME = 4_096;

  /// A deflated entry above this size may not expand more than [#INFLATE_RATIO] times.
  public static final long INFLATE_FREE = 256L << 20;

  /// Largest expansion of a deflated entry above [#INFLATE_FREE] bytes.
  public static final int INFLATE_RATIO = 100;

  /// Bytes of a compressed archive inside an archive.
  public static final long INNER_ARCHIVE = 256L << 20;

  /// Operations of one pickle.
  public static final int PICKLE_OPERATIONS = 50_000_000;

  /// Bytes of one pickle.
  public static final long PICKLE_BYTES = 1L << 30;

  /// Memo entries of one pickle.
  public static final int PICKLE_MEMO = 10_000_000;

  /// Values on a pickle's stack.
  public static final int PICKLE_STACK = 5_000_000;

  /// Marks on a pickle's stack.
  public static final int PICKLE_MARKS = 100_000;

  /// Bytes of one string of a pickle.
  public static final int PICKLE_STRING = 64 << 20;

  /// Bytes of one long integer of a pickle.
  public static final int PICKLE_LONG = 4_096;

  /// Nesting of the walk over a pickle's result.
  public static final int PICKLE_DEPTH = 1_000;

  /// Bytes of the header of a NumPy array.
  public static final int NPY_HEADER = 1 << 20;

  /// Bytes of the header of a deflated array: all that is inflated when an archive is opened.
  public static final int NPY_HEADER_DEFLATED = 64 << 10;

  /// Nesting of the header of a NumPy array; structured types nest a few deep.
  public static final int NPY_DEPTH = 32;

  /// Links of one HDF5 file that are looked at.
  public static final int HDF5_OBJECTS = 2_000_000;

  /// Messages of one HDF5 object.
  public static final int HDF5_MESSAGES = 4_096;

  /// Levels of a B-tree of HDF5.
  public static final int HDF5_TREE_DEPTH = 32;

  /// Chunks of one HDF5 dataset.
  public static final int HDF5_CHUNKS = 10_000_000;

  /// Bytes of one chunk of an HDF5 dataset, without its filters.
  public static final long HDF5_CHUNK_BYTES = 1L << 30;

  /// Bytes that the chunks of one HDF5 dataset may have beyond [#INFLATE_RATIO] times those of its
  /// elements.
  public static final long HDF5_CHUNKS_FREE = 64L << 20;

  /// Filters of one HDF5 dataset: each of those that are read, once.
  public static final int HDF5_FILTERS = 4;

  /// Dimensions of an HDF5 dataset.
  public static final int HDF5_RANK = 32;

  /// Soft links that lead to one object of an HDF5 file.
  public static final int LINK_DEPTH = 16;

  /// Models inside models of a Keras file.
  public static final int KERAS_DEPTH = 32;

  /// Bytes of a deflated weights file inside a Keras archive.
  public static final long KERAS_INNER = 4L << 30;

  private Limits() {}

  /// @param what name of the limit, as a user would say it
  /// @param found the value, printed as unsigned
  /// @param limit the largest value allowed
  /// @param where path, byte offset or key
  /// @return the error to throw
  public static ModelFormatException exceeded(String what, long found, long limit, String where) {
    return new ModelFormatException(
        ErrorCode.E_LIMIT,
        "%s %s exceeds %d".formatted(what, Long.toUnsignedString(found), limit),
        where,
        "");
  }
}
