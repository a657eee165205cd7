package org.weightwatcher.format.hdf5;

import io.jhdf.object.message.DataSpace;
import io.jhdf.object.message.DataSpaceMessage;
import io.jhdf.object.message.FillValueMessage;
import io.jhdf.object.message.FillValueOldMessage;
import io.jhdf.object.message.FilterPipelineMessage;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.weightwatcher.error.ErrorCode;
import org.weightwatcher.format.Limits;
import org.weightwatcher.tensor.ChunkFilter;

/// Reads shape, filters and fill value of a dataset.
///
/// @param bytes the file
/// @param header header of the dataset
record ArrayReader(Hdf5Bytes bytes, ObjectHeader header) {
  private static final int NULL_SPACE = 2;
  private static final int DEFLATE = 1;
  private static final int SHUFFLE = 2;
  private static final int FLETCHER32 = 3;
  private static final int LZF = 32000;

  private static final Map<Integer, String> UNREAD =
      Map.of(
          4, "szip",
          5, "nbit",
          6, "scale-offset",
          307, "bzip2",
          32001, "blosc",
          32004, "lz4",
          32008, "bitshuffle",
          32013, "zfp",
          32015, "zstd",
          32026, "blosc2");

  /// What a dataset is apart from where its bytes lie; checked against the limits.
  ///
  /// @param dims dimensions now
  /// @param maxDims dimensions up to which it may grow, -1 for no bound; chunks are numbered by
  ///   them
  /// @param elementBytes bytes of one element
  /// @param bytes bytes of all elements
  /// @param filters what its chunks went through, in the order of writing
  /// @param fill bytes of the fill value, the first one in the lowest bits
  record Array(
      List<Long> dims,
      List<Long> maxDims,
      int elementBytes,
      long bytes,
      List<ChunkFilter> filters,
      long fill) {}

  /// Dimensions, outermost first.
  long[] dims() {
    DataSpace space = space();
    if (space.getType() == NULL_SPACE) {
      throw new Damage(
          ErrorCode.E_UNSUPPORTED, "HDF5 dataset has a null dataspace: no elements", "");
    }
    long[] dims = space.getDimensionsAsLong();
    if (dims.length > Limits.HDF5_RANK) {
      throw new Damage(
          ErrorCode.E_LIMIT,
          "HDF5 dataset has %d dimensions, more than %d".formatted(dims.length, Limits.HDF5_RANK),
          "");
    }
    if (Arrays.stream(dims).anyMatch(dim -> dim < 0)) {
      throw bytes.malformed("HDF5 dataset has a dimension beyond 2^63 - 1", header.address());
    }
    return dims;
  }

  /// @param elementBytes bytes of one element
  Array read(int elementBytes) {
    long[] dims = dims();
    long total = elementBytes;
    try {
      // A dimension of 0 makes the product 0, whatever the others are.
      boolean empty = Arrays.stream(dims).anyMatch(dim -> dim == 0);
      for (long dim : empty ? new long[] {0} : dims) {
        total = Math.multiplyExact(total, dim);
      }
    } catch (ArithmeticException e) {
      throw bytes.malformed(
          "HDF5 dataset must have fewer than 2^63 bytes but has dimensions "
              + Arrays.toString(dims),
          header.address());
    }
    return new Array(
        Arrays.stream(dims).boxed().toList(),
        Arrays.stream(space().getMaxSizes()).boxed().toList(),
        elementBytes,
        total,
        filters(elementBytes),
        fill(elementBytes));
  }

  private DataSpace space() {
    return header
        .parse(bytes, RawMessage.DATASPACE, DataSpaceMessage.class)
        .orElseThrow(() -> bytes.malformed("HDF5 dataset has no dimensions", header.address()))
        .getDataSpace();
  }

  private List<ChunkFilter> filters(int elementBytes) {
    Optional<FilterPipelineMessage> pipeline =
        header.parse(bytes, RawMessage.FILTERS, FilterPipelineMessage.class);
    List<FilterPipelineMessage.FilterInfo> infos =
        pipeline.map(FilterPipelineMessage::getFilters).orElse(List.of());
    if (infos.size() > Limits.HDF5_FILTERS) {
      throw new Damage(
          ErrorCode.E_LIMIT,
          "HDF5 dataset has %d filters, more than %d".formatted(infos.size(), Limits.HDF5_FILTERS),
          "");
    }
    List<ChunkFilter> filters = new ArrayList<>();
    Set<Integer> ids = new HashSet<>();
    for (FilterPipelineMessage.FilterInfo info : infos) {
      if (!ids.add(info.getId())) {
        throw new Damage(
            ErrorCode.E_LIMIT,
            "HDF5 dataset must have each filter once but has filter %d twice"
                .formatted(info.getId()),
            "");
      }
      filters.add(filter(info, elementBytes));
    }
    return filters;
  }

  private ChunkFilter filter(FilterPipelineMessage.FilterInfo info, int elementBytes) {
    return switch (info.getId()) {
      case DEFLATE -> new ChunkFilter.Deflate();
      case SHUFFLE -> {
        int width = info.getData().length == 0 ? elementBytes : info.getData()[0];
        if (width <= 0) {
          throw bytes.malformed(
              "HDF5 shuffle filter of %d bytes".formatted(width), header.address());
        }
        yield new ChunkFilter.Shuffle(width);
      }
      case FLETCHER32 -> new ChunkFilter.Fletcher32();
      case LZF -> new ChunkFilter.Lzf();
      default ->
          throw new Damage(
              ErrorCode.E_UNSUPPORTED,
              "HDF5 filter %d (%s) is not read"
                  .formatted(info.getId(), UNREAD.getOrDefault(info.getId(), "unknown")),
              "");
    };
  }

  private long fill(int elementBytes) {
    Optional<ByteBuffer> value =
        header
            .parse(bytes, RawMessage.FILL_VALUE, FillValueMessage.class)
            .filter(FillValueMessage::isFillValueDefined)
            .map(FillValueMessage::getFillValue);
    if (value.isEmpty() && !header.has(RawMessage.FILL_VALUE)) {
      value =
          header
              .parse(bytes, RawMessage.OLD_FILL_VALUE, FillValueOldMessage.class)
              .map(FillValueOldMessage::getFillValue);
    }
    if (value.isEmpty() || value.get().remaining() == 0 || elementBytes > Long.BYTES) {
      return 0;
    }
    ByteBuffer stored = value.get();
    if (stored.remaining() != elementBytes) {
      throw bytes.malformed(
          "HDF5 fill value of %d bytes for elements of %d"
              .formatted(stored.remaining(), elementBytes),
          header.address());
    }
    long fill = 0;
    for (int i = elementBytes - 1; i >= 0; i--) {
      fill = fill << Byte.SIZE | (stored.get(stored.position() + i) & 0xff);
    }
    return fill;
  }
}
