package org.weightwatcher.format.torch;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.weightwatcher.bytes.ByteSource;
import org.weightwatcher.bytes.Endian;
import org.weightwatcher.error.ErrorCode;
import org.weightwatcher.error.ModelFormatException;
import org.weightwatcher.error.Printable;
import org.weightwatcher.format.Limits;
import org.weightwatcher.format.zip.ZipDirectory;
import org.weightwatcher.format.zip.ZipEntry;
import org.weightwatcher.tensor.Storage;

/// A zip archive that is no PyTorch file itself: the one kind that holds such a file and is read
/// (Stable-Baselines3), and what all others are.
///
/// @param archive the archive
record OtherArchive(TorchArchive archive) {
  private static final int NAMES_SHOWN = 5;
  private static final String POLICY = "policy.pth";

  private static final List<String> MODELS =
      List.of(
          "saved_model.pb",
          ".safetensors",
          ".gguf",
          ".onnx",
          ".bin",
          ".pt",
          ".pth",
          ".ckpt",
          ".zip");

  /// The archive of the policy network, beside which lie the optimizer and variables.
  Optional<ZipEntry> policy() {
    String root = root();
    return archive.zip().find(root + "data").isPresent()
        ? archive.zip().find(root + POLICY)
        : Optional.empty();
  }

  /// The folder that all entries share, with its slash; empty if there is none.
  private String root() {
    List<ZipEntry> entries = archive.zip().entries();
    String first = entries.isEmpty() ? "" : entries.getFirst().name();
    String root = first.substring(0, first.indexOf('/') + 1);
    return entries.stream().allMatch(entry -> entry.name().startsWith(root)) ? root : "";
  }

  /// @param policy an entry of this archive
  /// @return the archive in it: mapped where it is stored, else inflated within a limit
  TorchArchive open(ZipEntry policy) {
    Storage place = archive.zip().storage(policy, archive.file(), Endian.LITTLE);
    String name = archive.source().name() + ", entry " + policy.name();
    if (policy.isStored()) {
      MemorySegment bytes = archive.source().slice(place.offset(), place.length());
      return inner(new InnerSource(name, bytes), new Placement.Plain(place.offset()));
    }
    return inner(new InnerSource(name, inflated(policy)), new Placement.Compressed(place));
  }

  private TorchArchive inner(InnerSource source, Placement placement) {
    return new TorchArchive(archive.file(), source, ZipDirectory.read(source), placement);
  }

  private MemorySegment inflated(ZipEntry policy) {
    if (policy.size() > Limits.INNER_ARCHIVE) {
      throw Limits.exceeded(
          "bytes of a compressed archive in an archive",
          policy.size(),
          Limits.INNER_ARCHIVE,
          archive.where(policy.name()));
    }
    try (InputStream content = archive.zip().open(policy)) {
      return MemorySegment.ofArray(content.readAllBytes()).asReadOnly();
    } catch (IOException e) {
      throw new ModelFormatException(
          ErrorCode.E_NOT_FOUND,
          Printable.brief(archive.source().name()) + ": cannot be read",
          "entry " + Printable.brief(policy.name()),
          "",
          e);
    }
  }

  /// The error for an archive that is not read.
  ModelFormatException refused() {
    List<ZipEntry> entries = archive.zip().entries();
    if (entries.stream().anyMatch(entry -> last(entry).equals("bytecode.pkl"))) {
      return unsupported(
          "TorchScript archive for mobile without data.pkl, which is not read",
          "saving model.state_dict() with torch.save");
    }
    if (has(entries, "model.json") && entries.stream().anyMatch(OtherArchive::isTensorFile)) {
      return unsupported(
          "TorchScript archive of PyTorch 1.0 to 1.2, which is not read",
          "loading it with that release and saving model.state_dict()");
    }
    Optional<ZipEntry> model =
        entries.stream()
            .filter(entry -> MODELS.stream().anyMatch(entry.name()::endsWith))
            .findFirst();
    if (model.isPresent()) {
      return unsupported(
          "is an archive of model files, such as %s, which is not read"
              .formatted(Printable.brief(model.get().name())),
          "unpacking it first");
    }
    return archive.error(
        ErrorCode.E_NOT_A_MODEL,
        "zip archive has no data.pkl; it holds " + names(entries),
        "",
        "giving the file inside the archive, if it is an archive of models");
  }

  private ModelFormatException unsupported(String what, String hint) {
    return archive.error(ErrorCode.E_UNSUPPORTED, what, "", hint);
  }

  private static boolean has(List<ZipEntry> entries, String name) {
    return entries.stream().anyMatch(entry -> last(entry).equals(name));
  }

  private static boolean isTensorFile(ZipEntry entry) {
    return entry.name().startsWith("tensors/") || entry.name().contains("/tensors/");
  }

  private static String last(ZipEntry entry) {
    return entry.name().substring(entry.name().lastIndexOf('/') + 1);
  }

  /// @param entries any entries
  /// @return the first names, escaped
  static String names(List<ZipEntry> entries) {
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

  /// A file inside a file.
  ///
  /// @param name both names, for messages
  /// @param bytes its content; belongs to whoever opened the outer file
  private record InnerSource(String name, MemorySegment bytes) implements ByteSource {
    @Override
    public long length() {
      return bytes.byteSize();
    }

    @Override
    public MemorySegment slice(long offset, long length) {
      if (offset < 0 || length < 0 || offset > length() - length) {
        throw new ModelFormatException(
            ErrorCode.E_TRUNCATED,
            "%s: needs %d bytes at %d but has %d"
                .formatted(Printable.brief(name), length, offset, length()),
            "byte " + offset,
            "copying or downloading the file again");
      }
      return bytes.asSlice(offset, length);
    }

    @Override
    public void close() {}
  }
}
