package org.weightwatcher.format.torch;

import java.io.InputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
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
import org.weightwatcher.format.pickle.Pickle;
import org.weightwatcher.format.pickle.PickleInput;
import org.weightwatcher.format.pickle.PickleMachine;
import org.weightwatcher.format.pickle.PickleValue;
import org.weightwatcher.format.tar.TarArchive;

/// The tar file until PyTorch 0.1.10: members `sys_info`, `storages`, `tensors` and `pickle`, in
/// any order.
final class TarContainer {
  private static final String WHERE = "member pickle";

  private final String file;
  private final ByteSource source;
  private final TarArchive tar;
  private final MessageDigest digest = Fingerprint.digest();

  TarContainer(String file, ByteSource source) {
    this.file = file;
    this.source = source;
    this.tar = TarArchive.read(source);
  }

  TorchPart read() {
    TarTables tables = new TarTables(file, endian());
    TarArchive.Member storages = member("storages");
    tables.readStorages(input("storages", plain(storages), storages), storages.offset());
    TarArchive.Member table = member("tensors");
    tables.readTensors(input("tensors", digested(table), table));
    TarArchive.Member object = member("pickle");
    Pickle pickle = PickleMachine.run(input("pickle", digested(object), object), tables::resolve);
    Checkpoint checkpoint =
        Checkpoint.of(pickle.root(), Printable.brief(source.name()) + ", " + WHERE);
    Assembly assembly = new Assembly(source.name(), WHERE, pickle);
    List<StoredTensor> tensors =
        assembly.tensors(checkpoint.leaves(), new TensorReader(tables::find, file));
    assembly.requireWeights(checkpoint, tensors);
    return new TorchPart(
        Container.TORCH_TAR,
        tensors,
        new ModelPart(file, source.length(), HexFormat.of().formatHex(digest.digest())),
        assembly.notes(checkpoint));
  }

  private Endian endian() {
    Optional<TarArchive.Member> info = tar.find("sys_info");
    if (info.isEmpty()) {
      return Endian.LITTLE;
    }
    PickleInput input = input("sys_info", plain(info.get()), info.get());
    PickleValue root = PickleMachine.run(input, StorageId::resolve).root();
    boolean big =
        Values.dictionary(root).orElse(List.of()).stream()
            .anyMatch(item ->
                Values.text(item.key()).equals(Optional.of("little_endian"))
                    && item.value().equals(new PickleValue.Bool(false)));
    return big ? Endian.BIG : Endian.LITTLE;
  }

  private TarArchive.Member member(String name) {
    return tar.find(name)
        .orElseThrow(() ->
            new ModelFormatException(
                ErrorCode.E_MALFORMED,
                "%s: tar archive has no member %s".formatted(Printable.brief(source.name()), name),
                "",
                "copying or downloading the file again"));
  }

  private SegmentStream plain(TarArchive.Member member) {
    return new SegmentStream(source.slice(member.offset(), member.length()));
  }

  private InputStream digested(TarArchive.Member member) {
    return new DigestInputStream(plain(member), digest);
  }

  private PickleInput input(String name, InputStream content, TarArchive.Member member) {
    return new PickleInput(source.name(), "member " + name, content, member.length());
  }
}
