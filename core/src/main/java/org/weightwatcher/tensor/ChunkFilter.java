package org.weightwatcher.tensor;

import java.io.Serializable;

/// What a block of a chunked storage went through before it was stored.
public sealed interface ChunkFilter extends Serializable {
  /// Compressed to a zlib stream.
  record Deflate() implements ChunkFilter {}

  /// Bytes regrouped: all first bytes of the elements, then all second bytes, and so on; what is
  /// left over at the end is copied.
  ///
  /// @param elementBytes bytes of an element, `> 0`
  record Shuffle(int elementBytes) implements ChunkFilter {}

  /// Followed by its Fletcher checksum in 4 bytes.
  record Fletcher32() implements ChunkFilter {}

  /// Compressed by LZF.
  record Lzf() implements ChunkFilter {}
}
