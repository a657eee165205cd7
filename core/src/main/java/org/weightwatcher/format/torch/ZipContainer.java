package org.weightwatcher.format.torch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.weightwatcher.bytes.ByteSource;
import org.weightwatcher.bytes.Endian;
import org.weightwatcher.error.ErrorCode;
import org.weightwatcher.error.ModelFormatException;
import org.weightwatcher.error.Printable;
import org.weightwatcher.format.Container;
import org.weightwatcher.format.Fingerprint;
import org.weightwatcher.format.Limits;
import org.weightwatcher.format.ModelPart;
import org.weightwatcher.format.pickle.Pickle;
import org.weightwatcher.format.pickle.PickleInput;
import org.weightwatcher.format.pickle.PickleMachine;
import org.weightwatcher.format.zip.ZipDirectory;
import org.weightwatcher.format.zip.ZipEntry;

/// The zip container.
///
/// ```text
/// <prefix>data.pkl      the object, its storages as persistent ids
/// <prefix>data/<key>    bytes of one storage
/// <prefix>version       decimal, 1 to 100
/// <prefix>byteorder     little or big; little where absent
/// ```
final class ZipContainer {
  private static final String PICKLE = "data.pkl";
  private static final int SMALL = 64;
  private static final int VERSION_MAX = 100;
  private static final int NAMES_SHOWN = 5;

  private final String file;
  private final ByteSource source;
  private final ZipDirectory zip;

  ZipContainer(String file, ByteSource source) {
    this.file = file;
    this.source = source;
    this.zip = ZipDirectory.read(source);
  }

  TorchPart read() {
    ZipEntry entry = pickleEntry();
    String prefix = entry.name().substring(0, entry.name().length() - PICKLE.length());
    requireNoScript(prefix);
    requireVersion(prefix);
    Endian endian = endian(prefix);
    MessageDigest digest = Fingerprint.digest();
    Pickle pickle = pickle(entry, digest);
    String where = "entry " + Printable.brief(entry.name());
    Checkpoint checkpoint = Checkpoint.of(pickle.root(), where(entry.name()));
    Assembly assembly = new Assembly(source.name(), where, pickle);
    return new TorchPart(
        Container.TORCH_ZIP,
        assembly.tensors(checkpoint, new TensorReader(key -> storage(prefix, key, endian), file)),
        new ModelPart(file, source.length(), HexFormat.of().formatHex(digest.digest())),
        assembly.notes(checkpoint));
  }

  private ZipEntry pickleEntry() {
    List<ZipEntry> found =
        zip.entries().stream()
            .filter(entry -> entry.name().equals(PICKLE) || entry.name().endsWith("/" + PICKLE))
            .toList();
    if (found.size() > 1) {
      throw error(
          ErrorCode.E_AMBIGUOUS,
          "zip archive has several pickles: " + names(found),
          "",
          "keeping one model in the archive");
    }
    if (found.size() == 1) {
      return found.getFirst();
    }
    if (zip.find("policy.pth").isPresent() && zip.find("data").isPresent()) {
      throw error(
          ErrorCode.E_UNSUPPORTED,
          "holds the archive policy.pth inside a zip archive, which is not read",
          "",
          "unpacking it and giving policy.pth");
    }
    throw error(
        ErrorCode.E_NOT_A_MODEL,
        "zip archive has no data.pkl; it holds " + names(zip.entries()),
        "",
        "giving the file inside the archive, if it is an archive of models");
  }

  private static String names(List<ZipEntry> entries) {
    if (entries.isEmpty()) {
      return "nothing";
    }
    String names =
        entries.stream()
            .limit(NAMES_SHOWN)
            .map(entry -> Printable.brief(entry.name()))
            .collect(Collectors.joining(", "));
    return entries.size() > NAMES_SHOWN ? names + ", …" : names;
  }

  private void requireNoScript(String prefix) {
    boolean script =
        zip.entries().stream()
            .map(ZipEntry::name)
            .anyMatch(name ->
                name.equals(prefix + "constants.pkl")
                    || name.equals(prefix + "bytecode.pkl")
                    || name.startsWith(prefix + "code/"));
    if (script) {
      throw error(
          ErrorCode.E_UNSUPPORTED,
          "TorchScript archive, which is not read",
          "",
          "saving model.state_dict() with torch.save");
    }
  }

  private void requireVersion(String prefix) {
    Optional<String> version = small(prefix + "version");
    if (version.isPresent()) {
      String text = version.get();
      boolean known =
          text.matches("[0-9]{1,3}")
              && Integer.parseInt(text) >= 1
              && Integer.parseInt(text) <= VERSION_MAX;
      if (!known) {
        throw error(
            ErrorCode.E_UNSUPPORTED,
            "version must be in [1, %d] but was %s".formatted(VERSION_MAX, Printable.brief(text)),
            "entry " + Printable.brief(prefix + "version"),
            "saving the model with a release of PyTorch");
      }
    }
  }

  private Endian endian(String prefix) {
    String order = small(prefix + "byteorder").orElse("little");
    return switch (order) {
      case "little" -> Endian.LITTLE;
      case "big" -> Endian.BIG;
      default ->
          throw error(
              ErrorCode.E_MALFORMED,
              "byteorder must be little or big but was " + Printable.brief(order),
              "entry " + Printable.brief(prefix + "byteorder"),
              "copying or downloading the file again");
    };
  }

  private Optional<String> small(String name) {
    Optional<ZipEntry> entry = zip.find(name);
    if (entry.isEmpty()) {
      return Optional.empty();
    }
    if (entry.get().size() > SMALL) {
      throw Limits.exceeded("bytes of a small zip entry", entry.get().size(), SMALL, where(name));
    }
    try (InputStream content = zip.open(entry.get())) {
      return Optional.of(new String(content.readAllBytes(), StandardCharsets.ISO_8859_1).strip());
    } catch (IOException e) {
      throw unreadable(name, e);
    }
  }

  private Pickle pickle(ZipEntry entry, MessageDigest digest) {
    if (entry.size() > Limits.PICKLE_BYTES) {
      throw Limits.exceeded(
          "bytes of a pickle", entry.size(), Limits.PICKLE_BYTES, where(entry.name()));
    }
    try (InputStream content = new DigestInputStream(zip.open(entry), digest)) {
      PickleInput input =
          new PickleInput(
              source.name(), "entry " + Printable.brief(entry.name()), content, entry.size());
      Pickle pickle = PickleMachine.run(input, StorageId::resolve);
      input.drain();
      return pickle;
    } catch (IOException e) {
      throw unreadable(entry.name(), e);
    }
  }

  private Storages.Located storage(String prefix, String key, Endian endian) throws TensorDefect {
    String name = prefix + "data/" + key;
    Optional<ZipEntry> entry = zip.find(name);
    if (entry.isEmpty()) {
      throw new TensorDefect(
          ErrorCode.E_MALFORMED, "zip archive has no entry " + Printable.brief(name));
    }
    return new Storages.Located(zip.storage(entry.get(), file, endian), Printable.brief(name));
  }

  private String where(String entry) {
    return Printable.brief(source.name()) + ", entry " + Printable.brief(entry);
  }

  private ModelFormatException error(ErrorCode code, String what, String where, String hint) {
    return new ModelFormatException(
        code, Printable.brief(source.name()) + ": " + what, where, hint);
  }

  private ModelFormatException unreadable(String entry, IOException cause) {
    return new ModelFormatException(
        ErrorCode.E_NOT_FOUND,
        Printable.brief(source.name()) + ": cannot be read",
        "entry " + Printable.brief(entry),
        "",
        cause);
  }
}
