package org.weightwatcher.format.torch;

import java.lang.foreign.ValueLayout;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.weightwatcher.bytes.ByteSource;
import org.weightwatcher.bytes.Endian;
import org.weightwatcher.bytes.SegmentStream;
import org.weightwatcher.error.ErrorCode;
import org.weightwatcher.error.ModelFormatException;
import org.weightwatcher.error.Printable;
import org.weightwatcher.format.Container;
import org.weightwatcher.format.Fingerprint;
import org.weightwatcher.format.ModelPart;
import org.weightwatcher.format.StoredTensor;
import org.weightwatcher.format.pickle.PersistentIds;
import org.weightwatcher.format.pickle.Pickle;
import org.weightwatcher.format.pickle.PickleInput;
import org.weightwatcher.format.pickle.PickleMachine;
import org.weightwatcher.format.pickle.PickleValue;
import org.weightwatcher.tensor.Storage;

/// The stream of pickles before PyTorch 1.6.
///
/// ```text
/// pickle  magic number
/// pickle  protocol, 1001
/// pickle  system info, a dictionary with little_endian
/// pickle  the object, its storages as persistent ids
/// pickle  list of storage keys
/// then    per key: number of elements i64, elements
/// ```
final class LegacyContainer {
  private static final BigInteger MAGIC = new BigInteger("1950A86A20F9469CFC6C", 16);
  private static final long PROTOCOL = 1001;
  private static final int START_SHOWN = 16;
  private static final int CHUNK = 1 << 16;

  private final String file;
  private final ByteSource source;
  private final PickleInput input;

  LegacyContainer(String file, ByteSource source) {
    this.file = file;
    this.source = source;
    this.input =
        new PickleInput(
            source.name(),
            "",
            new SegmentStream(source.slice(0, source.length())),
            source.length());
  }

  TorchPart read() {
    requireMagic();
    requireProtocol();
    Endian endian = endian();
    StorageKeys keys = new StorageKeys();
    long start = input.position();
    Pickle pickle = PickleMachine.run(input, keys);
    List<PickleValue> order = keyList();
    long first = input.position();
    Map<String, Storage> storages =
        new LegacyStorages(file, source, input, endian).read(order, keys.seen(), first);
    String where = "byte " + start;
    Checkpoint checkpoint =
        Checkpoint.of(pickle.root(), Printable.brief(source.name()) + ", " + where);
    Assembly assembly = new Assembly(source.name(), where, pickle);
    TensorReader reader = new TensorReader(key -> storage(storages, key), file);
    List<StoredTensor> tensors = assembly.tensors(checkpoint.leaves(), reader);
    assembly.requireWeights(checkpoint, tensors);
    return new TorchPart(
        Container.TORCH_LEGACY,
        tensors,
        new ModelPart(file, source.length(), digest(first)),
        assembly.notes(checkpoint));
  }

  /// The references of the object's pickle, by key.
  private static final class StorageKeys implements PersistentIds {
    private final Map<String, StorageId> seen = new HashMap<>();

    @Override
    public PickleValue resolve(PickleValue id, PickleInput input, long offset) {
      // The source text of a module's class follows; it is neither kept nor looked at.
      if (id instanceof PickleValue.Tuple tuple
          && tuple.items().size() > 1
          && Values.text(tuple.items().getFirst()).equals(Optional.of("module"))
          && tuple.items().get(1) instanceof PickleValue.Global type) {
        return type;
      }
      PickleValue value = StorageId.resolve(id, input, offset);
      if (value instanceof PickleValue.Persistent(PickleValue.Tuple tuple)) {
        StorageId.parse(tuple)
            .ifPresent(storage -> seen.merge(storage.key(), storage, this::larger));
      }
      return value;
    }

    private StorageId larger(StorageId known, StorageId again) {
      return again.elements() > known.elements() ? again : known;
    }

    Map<String, StorageId> seen() {
      return seen;
    }
  }

  private void requireMagic() {
    if (!startsLikePickle() || !isMagic(plain())) {
      int shown = (int) Math.min(START_SHOWN, source.length());
      byte[] start = source.slice(0, shown).toArray(ValueLayout.JAVA_BYTE);
      throw new ModelFormatException(
          ErrorCode.E_NOT_A_MODEL,
          "%s: not a PyTorch file: it starts with the bytes %s"
              .formatted(
                  Printable.brief(source.name()), HexFormat.ofDelimiter(" ").formatHex(start)),
          "byte 0",
          "checking that this is the model file");
    }
  }

  private boolean startsLikePickle() {
    return source.length() > 1 && (source.slice(0, 1).get(ValueLayout.JAVA_BYTE, 0) & 0xff) == 0x80;
  }

  private static boolean isMagic(PickleValue value) {
    return value instanceof PickleValue.BigInt(BigInteger number) && number.equals(MAGIC);
  }

  private void requireProtocol() {
    long at = input.position();
    if (!(plain() instanceof PickleValue.Int(long protocol)) || protocol != PROTOCOL) {
      throw input.error(
          ErrorCode.E_UNSUPPORTED, "protocol of the file must be %d".formatted(PROTOCOL), at);
    }
  }

  private Endian endian() {
    long at = input.position();
    for (PickleValue.Item item : Values.dictionary(plain()).orElse(List.of())) {
      if (Values.text(item.key()).equals(Optional.of("little_endian"))
          && item.value() instanceof PickleValue.Bool(boolean little)) {
        return little ? Endian.LITTLE : Endian.BIG;
      }
    }
    throw input.error(
        ErrorCode.E_MALFORMED, "system info must have a truth value little_endian", at);
  }

  private List<PickleValue> keyList() {
    long at = input.position();
    return Values.sequence(plain())
        .orElseThrow(
            () -> input.error(ErrorCode.E_MALFORMED, "list of storage keys must be a list", at));
  }

  private PickleValue plain() {
    return PickleMachine.run(input, StorageId::resolve).root();
  }

  private static Storages.Located storage(Map<String, Storage> storages, String key)
      throws TensorDefect {
    Storage storage = storages.get(key);
    if (storage == null) {
      throw new TensorDefect(
          ErrorCode.E_MALFORMED,
          "list of storage keys does not name storage " + Printable.brief(key));
    }
    return new Storages.Located(storage, Printable.brief(key));
  }

  private String digest(long end) {
    MessageDigest digest = Fingerprint.digest();
    for (long at = 0; at < end; at += CHUNK) {
      digest.update(source.slice(at, Math.min(CHUNK, end - at)).asByteBuffer());
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
