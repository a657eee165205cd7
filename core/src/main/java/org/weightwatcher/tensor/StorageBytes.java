package org.weightwatcher.tensor;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.Map;
import org.weightwatcher.bytes.ByteSources;
import org.weightwatcher.bytes.Inflation;

/// The bytes of storages: mapped where they are plain, inflated off-heap where they are not.
final class StorageBytes implements AutoCloseable {
  private final ByteSources sources;
  private final Arena arena = Arena.ofConfined();
  private final Map<Storage, MemorySegment> inflated = new HashMap<>();

  StorageBytes(ByteSources sources) {
    this.sources = sources;
  }

  MemorySegment of(Storage storage) {
    return switch (storage.encoding()) {
      case Storage.Encoding.Plain() ->
          sources.open(storage.file()).slice(storage.offset(), storage.length());
      case Storage.Encoding.Deflated(long compressed, long crc) ->
          inflated.computeIfAbsent(
              storage,
              key ->
                  Inflation.inflate(
                      sources.open(key.file()),
                      key.offset(),
                      compressed,
                      arena.allocate(key.length(), Double.BYTES),
                      crc));
    };
  }

  @Override
  public void close() {
    arena.close();
  }
}
