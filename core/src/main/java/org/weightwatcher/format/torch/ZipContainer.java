package org.weightwatcher.format.torch;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.weightwatcher.bytes.Endian;
import org.weightwatcher.error.ErrorCode;
import org.weightwatcher.error.Printable;
import org.weightwatcher.format.Container;
import org.weightwatcher.format.Fingerprint;
import org.weightwatcher.format.ModelPart;
import org.weightwatcher.format.StoredTensor;
import org.weightwatcher.format.pickle.Pickle;
import org.weightwatcher.format.zip.ZipEntry;

/// The zip container.
///
/// ```text
/// <prefix>data.pkl       the object, its storages as persistent ids
/// <prefix>data/<key>     bytes of one storage
/// <prefix>version        decimal, 1 to 100
/// <prefix>byteorder      little or big; little where absent
/// <prefix>constants.pkl  only TorchScript: tensors that its code names
/// <prefix>constants/<key>  bytes of their storages
/// ```
///
/// The code of TorchScript (`code/`, `bytecode.pkl`) is never opened.
final class ZipContainer {
  private static final String PICKLE = "data.pkl";
  private static final String CONSTANTS = "constants.pkl";
  private static final int VERSION_MAX = 100;

  private final TorchArchive archive;
  private final String prefix;
  private final ZipEntry entry;
  private final MessageDigest digest = Fingerprint.digest();

  private ZipContainer(TorchArchive archive, ZipEntry entry) {
    this.archive = archive;
    this.entry = entry;
    this.prefix = entry.name().substring(0, entry.name().length() - PICKLE.length());
  }

  /// @param archive the file
  /// @return what it holds, or what the one archive in it holds that is read
  static TorchPart read(TorchArchive archive) {
    Optional<ZipEntry> pickle = pickleOf(archive);
    if (pickle.isPresent()) {
      return new ZipContainer(archive, pickle.get()).read();
    }
    OtherArchive other = new OtherArchive(archive);
    TorchArchive inner = other.policy().map(other::open).orElseThrow(other::refused);
    ZipEntry innerPickle = pickleOf(inner).orElseThrow(new OtherArchive(inner)::refused);
    return new ZipContainer(inner, innerPickle).read().of(archive.source().length());
  }

  private static Optional<ZipEntry> pickleOf(TorchArchive archive) {
    List<ZipEntry> found =
        archive.zip().entries().stream()
            .filter(entry -> entry.name().equals(PICKLE) || entry.name().endsWith("/" + PICKLE))
            .toList();
    if (found.size() > 1) {
      throw archive.error(
          ErrorCode.E_AMBIGUOUS,
          "zip archive has several pickles: " + OtherArchive.names(found),
          "",
          "keeping one model in the archive");
    }
    return found.stream().findFirst();
  }

  private TorchPart read() {
    requireVersion();
    Endian endian = endian();
    Pickle pickle = archive.pickle(entry, digest);
    Checkpoint checkpoint = Checkpoint.of(pickle.root(), archive.where(entry.name()));
    Assembly assembly =
        new Assembly(archive.source().name(), "entry " + Printable.brief(entry.name()), pickle);
    List<StoredTensor> tensors =
        new ArrayList<>(assembly.tensors(checkpoint.leaves(), reader("data/", endian)));
    if (tensors.stream().noneMatch(ZipContainer::isMatrix)) {
      tensors.addAll(constants(endian));
    }
    assembly.requireWeights(checkpoint, tensors);
    return new TorchPart(
        Container.TORCH_ZIP,
        tensors,
        new ModelPart(
            archive.file(), archive.source().length(), HexFormat.of().formatHex(digest.digest())),
        assembly.notes(checkpoint));
  }

  /// Frozen models keep their weights among the constants of their code.
  private List<StoredTensor> constants(Endian endian) {
    Optional<ZipEntry> constants = archive.zip().find(prefix + CONSTANTS);
    if (constants.isEmpty()) {
      return List.of();
    }
    Pickle pickle = archive.pickle(constants.get(), digest);
    String where = archive.where(constants.get().name());
    List<Leaf> leaves =
        StateDict.leaves(pickle.root(), Set.of(), where).stream()
            .filter(leaf -> leaf.kind() == Leaf.Kind.TENSOR)
            .map(leaf -> new Leaf("constants." + leaf.name(), leaf.kind(), leaf.object(), ""))
            .toList();
    Assembly assembly =
        new Assembly(
            archive.source().name(), "entry " + Printable.brief(constants.get().name()), pickle);
    return assembly.tensors(leaves, reader("constants/", endian)).stream()
        .filter(ZipContainer::isMatrix)
        .toList();
  }

  private static boolean isMatrix(StoredTensor tensor) {
    return tensor.shape().rank() >= 2;
  }

  private TensorReader reader(String folder, Endian endian) {
    return new TensorReader(key -> archive.storage(prefix + folder + key, endian), archive.file());
  }

  private void requireVersion() {
    Optional<String> version = archive.small(prefix + "version");
    if (version.isPresent()) {
      String text = version.get();
      boolean known =
          text.matches("[0-9]{1,3}")
              && Integer.parseInt(text) >= 1
              && Integer.parseInt(text) <= VERSION_MAX;
      if (!known) {
        throw archive.error(
            ErrorCode.E_UNSUPPORTED,
            "version must be in [1, %d] but was %s".formatted(VERSION_MAX, Printable.brief(text)),
            "entry " + Printable.brief(prefix + "version"),
            "saving the model with a release of PyTorch");
      }
    }
  }

  private Endian endian() {
    String order = archive.small(prefix + "byteorder").orElse("little");
    return switch (order) {
      case "little" -> Endian.LITTLE;
      case "big" -> Endian.BIG;
      default ->
          throw archive.error(
              ErrorCode.E_MALFORMED,
              "byteorder must be little or big but was " + Printable.brief(order),
              "entry " + Printable.brief(prefix + "byteorder"),
              "copying or downloading the file again");
    };
  }
}
