package org.weightwatcher.format.torch;

import java.lang.foreign.ValueLayout;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.weightwatcher.bytes.ByteSource;
import org.weightwatcher.bytes.Endian;
import org.weightwatcher.error.ErrorCode;
import org.weightwatcher.error.Printable;
import org.weightwatcher.format.pickle.PickleInput;
import org.weightwatcher.format.pickle.PickleValue;
import org.weightwatcher.tensor.Storage;

/// The storages that follow the pickles of a legacy file. A defect of one makes the places of all
/// that follow doubtful, so it refuses the file.
///
/// @param file name under which the file is opened again
/// @param source the file
/// @param input for errors
/// @param endian byte order of counts and elements
record LegacyStorages(String file, ByteSource source, PickleInput input, Endian endian) {

  Map<String, Storage> read(List<PickleValue> keys, Map<String, StorageId> seen, long start) {
    Map<String, Storage> storages = new HashMap<>();
    long at = start;
    for (PickleValue key : keys) {
      Optional<StorageId> id = Values.key(key).flatMap(k -> Optional.ofNullable(seen.get(k)));
      if (id.isEmpty()) {
        throw input.error(
            ErrorCode.E_MALFORMED,
            "list of storage keys names %s, which no tensor uses"
                .formatted(Printable.brief(Values.key(key).orElse("something"))),
            at);
      }
      Storage storage = storage(id.get(), at);
      if (storages.put(id.get().key(), storage) != null) {
        throw input.error(
            ErrorCode.E_MALFORMED,
            "list of storage keys names %s twice".formatted(Printable.brief(id.get().key())),
            at);
      }
      at = storage.offset() + storage.length();
    }
    return storages;
  }

  private Storage storage(StorageId id, long at) {
    String key = Printable.brief(id.key());
    long left = source.length() - at;
    if (left < Long.BYTES) {
      throw input.error(
          ErrorCode.E_TRUNCATED,
          "storage %s needs 8 bytes for its length but only %d follow".formatted(key, left),
          at);
    }
    long elements =
        source
            .slice(at, Long.BYTES)
            .get(ValueLayout.JAVA_LONG_UNALIGNED.withOrder(endian.order()), 0);
    if (elements < id.elements()) {
      throw input.error(
          ErrorCode.E_MALFORMED,
          "storage %s must have %d elements but has %s"
              .formatted(key, id.elements(), Long.toUnsignedString(elements)),
          at);
    }
    long unit = unit(id, at);
    if (elements > (left - Long.BYTES) / unit) {
      throw input.error(
          ErrorCode.E_TRUNCATED,
          "storage %s of %d elements of %d bytes ends beyond the file, which has %d bytes left"
              .formatted(key, elements, unit, left - Long.BYTES),
          at);
    }
    return new Storage(
        file, at + Long.BYTES, elements * unit, endian, new Storage.Encoding.Plain());
  }

  private long unit(StorageId id, long at) {
    return ElementTypes.storageClass(id.type())
        .orElseThrow(() ->
            input.error(
                ErrorCode.E_UNSUPPORTED_DTYPE,
                "storage %s has the unknown class %s"
                    .formatted(Printable.brief(id.key()), Printable.brief(id.type().path())),
                at))
        .bytes();
  }
}
