package org.weightwatcher.tensor;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import org.weightwatcher.bytes.ByteSource;
import org.weightwatcher.bytes.ByteSources;
import org.weightwatcher.bytes.Inflation;
import org.weightwatcher.error.ErrorCode;
import org.weightwatcher.error.ModelFormatException;
import org.weightwatcher.error.Printable;

/// The bytes of storages: mapped where they are plain, decoded off-heap where they are not.
final class StorageBytes implements AutoCloseable {
  private static final ValueLayout.OfDouble F64 =
      ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final ByteSources sources;
  private final Arena arena = Arena.ofConfined();
  private final Map<Storage, MemorySegment> decoded = new HashMap<>();

  StorageBytes(ByteSources sources) {
    this.sources = sources;
  }

  MemorySegment of(Storage storage) {
    return switch (storage.encoding()) {
      case Storage.Encoding.Plain() ->
          sources.open(storage.file()).slice(storage.offset(), storage.length());
      case Storage.Encoding.Inside(Storage container, Storage.Encoding.Plain()) ->
          inside(container).slice(storage.offset(), storage.length());
      default -> {
        MemorySegment known = decoded.get(storage);
        if (known == null) {
          known = decode(storage);
          decoded.put(storage, known);
        }
        yield known;
      }
    };
  }

  private MemorySegment decode(Storage storage) {
    return switch (storage.encoding()) {
      case Storage.Encoding.Deflated(long compressed, long crc) -> {
        ByteSource source = sources.open(storage.file());
        yield Inflation.inflate(source, storage.offset(), compressed, allocate(storage), crc);
      }
      case Storage.Encoding.Chunked chunked ->
          assemble(storage, chunked, sources.open(storage.file())::slice);
      case Storage.Encoding.Inside(Storage container, Storage.Encoding.Chunked chunked) ->
          assemble(storage, chunked, inside(container));
      case Storage.Encoding.Quotient quotient -> divide(quotient, allocate(storage));
      case Storage.Encoding.Plain _, Storage.Encoding.Inside _ ->
          throw new IllegalArgumentException("no reader makes " + storage.encoding());
    };
  }

  private MemorySegment assemble(
      Storage storage, Storage.Encoding.Chunked chunked, ByteRanges ranges) {
    return new ChunkAssembly(storage.file(), chunked, ranges).into(allocate(storage));
  }

  private MemorySegment divide(Storage.Encoding.Quotient quotient, MemorySegment target) {
    MemorySegment codes = of(quotient.codes());
    MemorySegment divisors = of(quotient.divisors());
    ElementReader.At code =
        ElementReader.of(quotient.codeType(), quotient.codes().endian().order());
    ElementReader.At divisor =
        ElementReader.of(quotient.divisorType(), quotient.divisors().endian().order());
    for (long i = 0; i < target.byteSize() / Double.BYTES; i++) {
      double value = code.read(codes, i) / divisor.read(divisors, i % quotient.columns());
      target.set(F64, Double.BYTES * i, value);
    }
    return target;
  }

  private MemorySegment allocate(Storage storage) {
    return arena.allocate(storage.length(), Double.BYTES);
  }

  private ByteRanges inside(Storage container) {
    MemorySegment bytes = of(container);
    return (offset, length) -> {
      if (offset < 0 || length < 0 || offset > bytes.byteSize() - length) {
        throw new ModelFormatException(
            ErrorCode.E_TRUNCATED,
            "%s is cut short: needs %d bytes at offset %d of an inflated entry of %d"
                .formatted(Printable.brief(container.file()), length, offset, bytes.byteSize()),
            "",
            "copying or downloading the file again");
      }
      return bytes.asSlice(offset, length);
    };
  }

  @Override
  public void close() {
    arena.close();
  }
}
