package org.weightwatcher.format.keras;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import org.weightwatcher.bytes.ByteSource;
import org.weightwatcher.bytes.Endian;
import org.weightwatcher.bytes.Inflation;
import org.weightwatcher.error.ErrorCode;
import org.weightwatcher.error.ModelFormatException;
import org.weightwatcher.error.Printable;
import org.weightwatcher.format.Limits;
import org.weightwatcher.format.hdf5.Hdf5Source;
import org.weightwatcher.format.zip.ZipDirectory;
import org.weightwatcher.format.zip.ZipEntry;
import org.weightwatcher.tensor.Storage;

/// A `.keras` archive.
///
/// ```text
/// config.json        the configuration of the model
/// metadata.json      version and date
/// model.weights.h5   the weights; in other archives model.weights.npz, or model.weights.json that
///                    names shards
/// ```
public final class KerasArchive {
  static final String CONFIG = "config.json";
  private static final String METADATA = "metadata.json";
  private static final String WEIGHTS = "model.weights.h5";
  private static final String[] OTHER_WEIGHTS = {"model.weights.npz", "model.weights.json"};

  private final String file;
  private final ByteSource source;
  private final ZipDirectory zip;

  KerasArchive(String file, ByteSource source) {
    this.file = file;
    this.source = source;
    this.zip = ZipDirectory.read(source);
  }

  /// @param zip entries of a zip archive
  /// @return whether it is an archive of Keras
  public static boolean isOne(ZipDirectory zip) {
    boolean weights = zip.find(WEIGHTS).isPresent();
    for (String other : OTHER_WEIGHTS) {
      weights |= zip.find(other).isPresent();
    }
    return weights && zip.find(CONFIG).isPresent() && zip.find(METADATA).isPresent();
  }

  /// What to call an entry in messages; not escaped.
  String name(String entry) {
    return source.name() + ", entry " + entry;
  }

  MemorySegment config() {
    ZipEntry entry = entry(CONFIG);
    if (entry.size() > Limits.JSON) {
      throw Limits.exceeded(
          "bytes of a Keras configuration",
          entry.size(),
          Limits.JSON,
          Printable.brief(name(CONFIG)));
    }
    try (InputStream content = zip.open(entry)) {
      return MemorySegment.ofArray(content.readAllBytes());
    } catch (IOException e) {
      throw new ModelFormatException(
          ErrorCode.E_NOT_FOUND, Printable.brief(name(CONFIG)) + ": cannot be read", "", "", e);
    }
  }

  /// The weights file: mapped if it is stored, else inflated.
  ///
  /// @param arena holds the inflated bytes
  Hdf5Source weights(Arena arena) {
    ZipEntry entry = entry(WEIGHTS);
    Storage storage = zip.storage(entry, file, Endian.LITTLE);
    if (storage.encoding() instanceof Storage.Encoding.Deflated(long compressed, long crc)) {
      MemorySegment bytes =
          Inflation.inflate(source, storage.offset(), compressed, allocate(arena, entry), crc);
      return new Hdf5Source(file, name(WEIGHTS), bytes, 0, Optional.of(storage));
    }
    return new Hdf5Source(
        file,
        name(WEIGHTS),
        source.slice(storage.offset(), storage.length()),
        storage.offset(),
        Optional.empty());
  }

  private MemorySegment allocate(Arena arena, ZipEntry entry) {
    if (entry.size() > Limits.KERAS_INNER) {
      throw Limits.exceeded(
          "bytes of a deflated weights file",
          entry.size(),
          Limits.KERAS_INNER,
          Printable.brief(name(WEIGHTS)));
    }
    try {
      return arena.allocate(entry.size(), Double.BYTES);
    } catch (OutOfMemoryError full) {
      throw new ModelFormatException(
          ErrorCode.E_MEMORY,
          "%s needs %d bytes of memory to be inflated"
              .formatted(Printable.brief(name(WEIGHTS)), entry.size()),
          "",
          "writing the archive without compression, or giving Java more memory",
          full);
    }
  }

  private ZipEntry entry(String name) {
    return zip.find(name)
        .orElseThrow(() -> {
          for (String other : OTHER_WEIGHTS) {
            if (zip.find(other).isPresent()) {
              return new ModelFormatException(
                  ErrorCode.E_UNSUPPORTED,
                  "%s keeps its weights in %s, which is not read"
                      .formatted(Printable.brief(source.name()), other),
                  "",
                  "saving the model with weights in one HDF5 file");
            }
          }
          return new ModelFormatException(
              ErrorCode.E_MISSING_PART,
              "%s has no entry %s".formatted(Printable.brief(source.name()), name),
              "",
              "saving the model again");
        });
  }
}
