package org.weightwatcher.format.torch;

import java.util.List;
import java.util.Optional;
import org.weightwatcher.error.ErrorCode;
import org.weightwatcher.error.Printable;
import org.weightwatcher.format.pickle.PickleInput;
import org.weightwatcher.format.pickle.PickleValue;

/// A pickle's reference to a storage: `('storage', class, key, location, elements)`, in legacy
/// files followed by `None` or `(view key, offset, elements)`.
///
/// @param type class of the storage
/// @param key name of the storage in the file
/// @param meta whether there are no data
/// @param elements elements of the storage, of its class, `>= 0`
/// @param view part of the storage that is meant; empty for all of it
record StorageId(
    PickleValue.Global type, String key, boolean meta, long elements, Optional<View> view) {
  private static final int FIELDS = 5;

  /// A part of a storage.
  ///
  /// @param offset first element, `>= 0`
  /// @param elements number of elements, `>= 0`
  record View(long offset, long elements) {}

  /// Accepts only references to storages, as everything else could name a file.
  static PickleValue resolve(PickleValue id, PickleInput input, long offset) {
    if (id instanceof PickleValue.Tuple tuple && parse(tuple).isPresent()) {
      return new PickleValue.Persistent(tuple);
    }
    throw input.error(
        ErrorCode.E_MALFORMED,
        "unexpected persistent id in the pickle"
            + (id instanceof PickleValue.Text(String text) ? ": " + Printable.brief(text) : ""),
        offset);
  }

  static Optional<StorageId> parse(PickleValue.Tuple tuple) {
    List<PickleValue> items = tuple.items();
    if (items.size() < FIELDS
        || !Values.text(items.get(0)).equals(Optional.of("storage"))
        || !(items.get(1) instanceof PickleValue.Global type)
        || !(items.get(4) instanceof PickleValue.Int(long elements))
        || elements < 0) {
      return Optional.empty();
    }
    boolean meta = Values.text(items.get(3)).equals(Optional.of("meta"));
    Optional<String> key = Values.key(items.get(2));
    if (items.size() > FIELDS && items.get(FIELDS) instanceof PickleValue.Tuple view) {
      return key.flatMap(
          k -> view(view).map(v -> new StorageId(type, k, meta, elements, Optional.of(v))));
    }
    return key.map(k -> new StorageId(type, k, meta, elements, Optional.empty()));
  }

  private static Optional<View> view(PickleValue.Tuple tuple) {
    List<PickleValue> items = tuple.items();
    return items.size() == 3
            && items.get(1) instanceof PickleValue.Int(long offset)
            && items.get(2) instanceof PickleValue.Int(long elements)
            && offset >= 0
            && elements >= 0
        ? Optional.of(new View(offset, elements))
        : Optional.empty();
  }
}
