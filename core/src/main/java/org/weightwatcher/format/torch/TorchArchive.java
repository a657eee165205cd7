package org.weightwatcher.format.torch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Optional;
import org.weightwatcher.bytes.ByteSource;
import org.weightwatcher.bytes.Endian;
import org.weightwatcher.error.ErrorCode;
import org.weightwatcher.error.ModelFormatException;
import org.weightwatcher.error.Printable;
import org.weightwatcher.format.Limits;
import org.weightwatcher.format.pickle.Pickle;
import org.weightwatcher.format.pickle.PickleInput;
import org.weightwatcher.format.pickle.PickleMachine;
import org.weightwatcher.format.zip.ZipDirectory;
import org.weightwatcher.format.zip.ZipEntry;

/// A zip archive and what is read from it: pickles, small texts, places of storages.
///
/// @param file name under which the file is opened again
/// @param source the archive
/// @param zip its directory
/// @param placement where the archive lies in the file
record TorchArchive(String file, ByteSource source, ZipDirectory zip, Placement placement) {
  private static final int SMALL = 64;

  /// @param file name under which the file is opened again
  /// @param source the file
  static TorchArchive of(String file, ByteSource source) {
    return new TorchArchive(file, source, ZipDirectory.read(source), new Placement.Plain(0));
  }

  Optional<String> small(String name) {
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

  Pickle pickle(ZipEntry entry, MessageDigest digest) {
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

  Storages.Located storage(String name, Endian endian) throws TensorDefect {
    Optional<ZipEntry> entry = zip.find(name);
    if (entry.isEmpty()) {
      throw new TensorDefect(
          ErrorCode.E_MALFORMED, "zip archive has no entry " + Printable.brief(name));
    }
    return placement.of(zip.storage(entry.get(), file, endian), Printable.brief(name));
  }

  String where(String entry) {
    return Printable.brief(source.name()) + ", entry " + Printable.brief(entry);
  }

  ModelFormatException error(ErrorCode code, String what, String where, String hint) {
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
