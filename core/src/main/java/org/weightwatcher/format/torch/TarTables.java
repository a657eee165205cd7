package org.weightwatcher.format.torch;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.weightwatcher.bytes.Endian;
import org.weightwatcher.error.ErrorCode;
import org.weightwatcher.error.ModelFormatException;
import org.weightwatcher.error.Printable;
import org.weightwatcher.format.Limits;
import org.weightwatcher.format.pickle.PickleInput;
import org.weightwatcher.format.pickle.PickleMachine;
import org.weightwatcher.format.pickle.PickleValue;
import org.weightwatcher.tensor.Storage;

/// The two tables of a tar file. A tensor becomes the description that later files have in its
/// place, so that everything else is the same for it.
///
/// ```text
/// storages  pickle: count; each: pickle (key, location, class), i64 elements, elements;
///           pickle: list of views (key, key of the root, offset, elements)
/// tensors   pickle: count; each: pickle (key, storage key, class), i32 rank, 4 unused bytes,
///           rank x i64 size, rank x i64 stride, i64 offset
/// ```
final class TarTables {
  private static final PickleValue.Global REBUILD =
      new PickleValue.Global("torch._utils", "_rebuild_tensor");

  private final String file;
  private final Endian endian;
  private final Map<String, Storage> storages = new HashMap<>();
  private final Map<String, PickleValue> references = new HashMap<>();
  private final Map<String, PickleValue> tensors = new HashMap<>();

  /// @param file name under which the file is opened again
  /// @param endian byte order of the elements
  TarTables(String file, Endian endian) {
    this.file = file;
    this.endian = endian;
  }

  /// @param input the member
  /// @param base first byte of the member in the file
  void readStorages(PickleInput input, long base) {
    long count = count(input, "storages");
    for (long i = 0; i < count; i++) {
      long at = input.position();
      List<PickleValue> entry = tuple(input, 3, "storage");
      String key = key(entry.getFirst(), input, at);
      if (!(entry.get(2) instanceof PickleValue.Global type)) {
        throw malformed(input, "storage %s must have a class".formatted(Printable.brief(key)), at);
      }
      storage(input, base, key, type, at);
    }
    long at = input.position();
    PickleValue views = PickleMachine.run(input, TarTables::noIds).root();
    for (PickleValue view : Values.sequence(views).orElse(List.of())) {
      view(input, Values.sequence(view).orElse(List.of()), at);
    }
  }

  private void storage(PickleInput input, long base, String key, PickleValue.Global type, long at) {
    long unit =
        ElementTypes.storageClass(type)
            .orElseThrow(() ->
                input.error(
                    ErrorCode.E_UNSUPPORTED_DTYPE,
                    "storage %s has the unknown class %s"
                        .formatted(Printable.brief(key), Printable.brief(type.path())),
                    at))
            .bytes();
    long elements = input.littleEndian(Long.BYTES, input.position());
    if (elements < 0 || elements > input.left() / unit) {
      throw input.error(
          ErrorCode.E_TRUNCATED,
          "storage %s of %s elements of %d bytes ends beyond its member, which has %d bytes left"
              .formatted(Printable.brief(key), Long.toUnsignedString(elements), unit, input.left()),
          input.position());
    }
    Storage storage =
        new Storage(
            file, base + input.position(), elements * unit, endian, new Storage.Encoding.Plain());
    if (storages.put(key, storage) != null) {
      throw malformed(input, "two storages have the key " + Printable.brief(key), at);
    }
    references.put(key, reference(type, key, elements, Optional.empty()));
    input.skip(elements * unit);
  }

  private void view(PickleInput input, List<PickleValue> view, long at) {
    Optional<PickleValue> root =
        view.size() == 4
            ? Values.key(view.get(1)).flatMap(key -> Optional.ofNullable(references.get(key)))
            : Optional.empty();
    if (root.isEmpty()
        || !(root.get() instanceof PickleValue.Persistent(PickleValue.Tuple id))
        || !(id.items().get(1) instanceof PickleValue.Global type)
        || !(id.items().get(4) instanceof PickleValue.Int(long elements))) {
      throw malformed(input, "view of a storage must name a storage, an offset and a size", at);
    }
    PickleValue.Tuple part = new PickleValue.Tuple(List.of(view.get(0), view.get(2), view.get(3)));
    String rootKey = key(id.items().get(2), input, at);
    references.put(
        key(view.get(0), input, at), reference(type, rootKey, elements, Optional.of(part)));
  }

  private static PickleValue reference(
      PickleValue.Global type, String key, long elements, Optional<PickleValue.Tuple> view) {
    List<PickleValue> id =
        new ArrayList<>(
            List.of(
                new PickleValue.Text("storage"),
                type,
                new PickleValue.Text(key),
                new PickleValue.Text("cpu"),
                new PickleValue.Int(elements)));
    view.ifPresent(id::add);
    return new PickleValue.Persistent(new PickleValue.Tuple(id));
  }

  /// @param input the member; the storages have been read
  void readTensors(PickleInput input) {
    long count = count(input, "tensors");
    for (long i = 0; i < count; i++) {
      long at = input.position();
      List<PickleValue> entry = tuple(input, 3, "tensor");
      String key = key(entry.getFirst(), input, at);
      PickleValue storage =
          Values.key(entry.get(1))
              .flatMap(id -> Optional.ofNullable(references.get(id)))
              .orElse(PickleValue.NONE);
      long start = input.position();
      int rank = (int) input.littleEndian(Integer.BYTES, start);
      if (rank < 0 || rank > Limits.RANK) {
        throw Limits.exceeded(
            "number of dimensions", Integer.toUnsignedLong(rank), Limits.RANK, input.where(start));
      }
      input.littleEndian(Integer.BYTES, at);
      PickleValue size = integers(input, rank, at);
      PickleValue strides = integers(input, rank, at);
      PickleValue offset = new PickleValue.Int(input.littleEndian(Long.BYTES, at));
      PickleValue tensor =
          new PickleValue.Instance(
              PickleValue.Kind.CALL,
              REBUILD,
              new PickleValue.Tuple(List.of(storage, offset, size, strides)));
      if (tensors.put(key, tensor) != null) {
        throw malformed(input, "two tensors have the key " + Printable.brief(key), at);
      }
    }
  }

  private static PickleValue.Tuple integers(PickleInput input, int count, long at) {
    List<PickleValue> values = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      values.add(new PickleValue.Int(input.littleEndian(Long.BYTES, at)));
    }
    return new PickleValue.Tuple(values);
  }

  /// What a persistent id of the object's pickle stands for: a tensor, a storage, or a class.
  PickleValue resolve(PickleValue id, PickleInput input, long offset) {
    if (id instanceof PickleValue.Tuple tuple
        && !tuple.items().isEmpty()
        && tuple.items().getFirst() instanceof PickleValue.Global type) {
      return type;
    }
    Optional<String> key = Values.key(id);
    PickleValue found =
        key.map(k -> tensors.getOrDefault(k, references.getOrDefault(k, PickleValue.NONE)))
            .orElse(PickleValue.NONE);
    if (found instanceof PickleValue.None) {
      throw malformed(
          input,
          "pickle refers to %s, which is neither a tensor nor a storage of the file"
              .formatted(Printable.brief(key.orElse("something"))),
          offset);
    }
    return found;
  }

  Storages.Located find(String key) throws TensorDefect {
    Storage storage = storages.get(key);
    if (storage == null) {
      throw new TensorDefect(ErrorCode.E_MALFORMED, "no storage " + Printable.brief(key));
    }
    return new Storages.Located(storage, Printable.brief(key));
  }

  private static long count(PickleInput input, String what) {
    long at = input.position();
    if (PickleMachine.run(input, TarTables::noIds).root() instanceof PickleValue.Int(long count)
        && count >= 0) {
      if (count > Limits.TENSORS) {
        throw Limits.exceeded("number of " + what, count, Limits.TENSORS, input.where(at));
      }
      return count;
    }
    throw malformed(input, "number of %s must be an integer >= 0".formatted(what), at);
  }

  private static List<PickleValue> tuple(PickleInput input, int size, String what) {
    long at = input.position();
    List<PickleValue> items =
        Values.sequence(PickleMachine.run(input, TarTables::noIds).root()).orElse(List.of());
    if (items.size() < size) {
      throw malformed(input, "entry of a %s must be a tuple of %d".formatted(what, size), at);
    }
    return items;
  }

  private static String key(PickleValue value, PickleInput input, long at) {
    return Values.key(value)
        .orElseThrow(() -> malformed(input, "key must be an integer or a text", at));
  }

  private static PickleValue noIds(PickleValue id, PickleInput input, long offset) {
    throw malformed(input, "unexpected persistent id in a table", offset);
  }

  private static ModelFormatException malformed(PickleInput input, String what, long at) {
    return input.error(ErrorCode.E_MALFORMED, what, at);
  }
}
