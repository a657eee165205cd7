package org.weightwatcher.format.zip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.weightwatcher.bytes.Endian;
import org.weightwatcher.error.ModelFormatException;
import org.weightwatcher.tensor.Storage;

/// Judge: archives written here field by field; what is read must be what was written, and each
/// rule that is broken must be named in a whole message.
class ZipDirectoryTest {
  private static final String AGAIN = "\n  try copying or downloading the file again";
  private static final byte[] CONTENT = "content".getBytes(StandardCharsets.UTF_8);

  @Test
  void findsTheDataOfAStoredEntry() throws IOException {
    byte[] zip = new ZipBuilder().stored("a/b", CONTENT).stored("c", "").build();
    ZipDirectory directory = read(zip);

    assertThat(directory.entries()).extracting(ZipEntry::name).containsExactly("a/b", "c");
    ZipEntry entry = directory.find("a/b").orElseThrow();
    Storage storage = directory.storage(entry, "f", Endian.BIG);
    assertThat(storage)
        .isEqualTo(new Storage("f", 37, 7, Endian.BIG, new Storage.Encoding.Plain()));
    assertThat(Arrays.copyOfRange(zip, 37, 44)).isEqualTo(CONTENT);
    assertThat(content(directory, "a/b")).isEqualTo(CONTENT);
    assertThat(content(directory, "c")).isEmpty();
    assertThat(directory.find("b")).isEmpty();
  }

  @Test
  void findsTheDataOfADeflatedEntry() throws IOException {
    byte[] zeros = new byte[100_000];
    ZipDirectory directory = read(new ZipBuilder().deflated("z", zeros).build());

    ZipEntry entry = directory.find("z").orElseThrow();
    assertThat(directory.storage(entry, "f", Endian.LITTLE))
        .isEqualTo(
            new Storage(
                "f",
                35,
                100_000,
                Endian.LITTLE,
                new Storage.Encoding.Deflated(entry.compressedSize(), ZipBuilder.crc(zeros))));
    assertThat(content(directory, "z")).isEqualTo(zeros);
  }

  @Test
  void readsZip64FieldsRecordsAndComments() throws IOException {
    byte[] zip = new ZipBuilder().zip64("x", CONTENT).stored("y", CONTENT).build64();
    assertThat(content(read(zip), "x")).isEqualTo(CONTENT);
    assertThat(content(read(zip), "y")).isEqualTo(CONTENT);
    byte[] commented = new ZipBuilder().stored("y", CONTENT).build("PK\5\6 is no end record");
    assertThat(content(read(commented), "y")).isEqualTo(CONTENT);
  }

  @Test
  void readsSingleBytes() throws IOException {
    ZipDirectory directory = read(new ZipBuilder().stored("y", "ab").build());
    try (InputStream stream = directory.open(directory.find("y").orElseThrow())) {
      assertThat(stream.read()).isEqualTo('a');
      assertThat(stream.read(new byte[0])).isZero();
      assertThat(stream.read()).isEqualTo('b');
      assertThat(stream.read()).isEqualTo(-1);
    }
  }

  @Test
  void keepsNamesThatAreNotUtf8() {
    byte[] zip = patched(new ZipBuilder().stored("ab", CONTENT).build(), 30, 0xff);
    patched(zip, zip.length - 22 - 2, 0xff);
    assertThat(read(zip).entries()).extracting(ZipEntry::name).containsExactly("ÿb");
  }

  @Test
  void refusesAFileWithoutAnEndRecord() {
    refused(
        new byte[30],
        "m.pt: not a complete zip archive: no end record in the last 30 bytes",
        "byte 0");
    refused(
        new byte[3],
        "m.pt: not a complete zip archive: no end record in the last 3 bytes",
        "byte 0");
  }

  @Test
  void refusesTwoEndRecords() {
    String second = "PK\5\6" + "\0".repeat(18);
    byte[] zip = new ZipBuilder().stored("y", CONTENT).build(second);
    refused(zip, "m.pt: zip archive has two end records", "byte " + (zip.length - 44));
  }

  @Test
  void refusesAWrongNumberOfEntries() {
    byte[] more = new ZipBuilder().stored("y", CONTENT).build();
    patched(patched(more, more.length - 14, 2), more.length - 12, 2);
    refused(more, "m.pt: zip directory of 47 bytes cannot hold 2 entries", "byte 42");
    byte[] fewer = new ZipBuilder().stored("y", CONTENT).stored("z", CONTENT).build();
    patched(patched(fewer, fewer.length - 14, 1), fewer.length - 12, 1);
    refused(fewer, "m.pt: zip directory must have 1 entries but has more", "byte 131");
  }

  @Test
  void refusesADirectoryThatEndsTooLate() {
    byte[] zip = new ZipBuilder().stored("y", CONTENT).build();
    patched(zip, zip.length - 6, 43);
    refused(zip, "m.pt: zip directory of 47 bytes at offset 43 must end before byte 89", "byte 89");
  }

  @Test
  void refusesADamagedDirectory() {
    byte[] signature = patched(new ZipBuilder().stored("y", CONTENT).build(), 42, 'Q');
    refused(signature, "m.pt: no zip directory entry for entry 0 of 1", "byte 42");
    byte[] name = patched(new ZipBuilder().stored("y", CONTENT).build(), 42 + 28, 2);
    refused(name, "m.pt: zip directory entry ends beyond the directory", "byte 42");
    byte[] nul = patched(new ZipBuilder().stored("y", CONTENT).build(), 42 + 46, 0);
    refused(nul, "m.pt: zip entry name must not hold a NUL", "byte 42");
    byte[] disk = patched(new ZipBuilder().stored("y", CONTENT).build(), 42 + 34, 3);
    refused(disk, "m.pt: zip entry must be on disk 0 but is on disk 3", "byte 42");
  }

  @Test
  void refusesEncryptedAndSplitArchives() {
    byte[] encrypted = patched(new ZipBuilder().stored("y", CONTENT).build(), 42 + 8, 1);
    assertRefused(
        encrypted,
        "m.pt: zip entry is encrypted, which is not read\n  in  entry y\n"
            + "  try writing the archive without a password");
    byte[] split = new ZipBuilder().stored("y", CONTENT).build();
    patched(split, split.length - 18, 1);
    assertRefused(
        split,
        "m.pt: zip archive is one of several disks, which is not read\n  in  byte 89\n"
            + "  try joining the disks into one archive");
  }

  @Test
  void refusesAnInconsistentZip64Record() {
    byte[] zip = new ZipBuilder().stored("y", CONTENT).build64();
    int end = zip.length - 22;
    refused(
        patched(zip.clone(), end - 20 + 8, 1), "m.pt: no zip64 end record at offset 1", "byte 145");
    refused(
        patched(patched(zip.clone(), end + 10, 7), end + 11, 0),
        "m.pt: zip end record and zip64 end record differ",
        "byte " + end);
    refused(
        patched(zip.clone(), 89 + 47, 0x80),
        "m.pt: zip64 end record has a number beyond 2^63 - 1",
        "byte 89");
    assertThatThrownBy(() -> read(patched(patched(zip.clone(), 89 + 27, 1), 89 + 35, 1)))
        .hasMessage("number of zip entries 16777217 exceeds 2000000");
  }

  @Test
  void refusesAMissingOrNegativeZip64Field() {
    byte[] zip = new ZipBuilder().zip64("x", CONTENT).build();
    refused(
        patched(zip.clone(), 42 + 47, 9),
        "m.pt: zip entry has no zip64 field for a size beyond 4 GiB",
        "entry x");
    refused(
        patched(zip.clone(), 42 + 47 + 11, 0x80),
        "m.pt: zip entry size or offset must be below 2^63 but was 9223372036854775815",
        "entry x");
  }

  @Test
  void refusesTwoEntriesOfOneName() {
    refused(
        new ZipBuilder().stored("y", CONTENT).stored("y", "other").build(),
        "m.pt: zip archive has two entries of the same name",
        "entry y");
  }

  @Test
  void refusesANameBeyondTheLimit() {
    assertThatThrownBy(() -> read(new ZipBuilder().stored("n".repeat(4097), CONTENT).build()))
        .isInstanceOf(ModelFormatException.class)
        .hasMessage("bytes of a zip entry name 4097 exceeds 4096");
  }

  @Test
  void refusesEntriesThatShareBytes() {
    byte[] zip = new ZipBuilder().stored("y", CONTENT).stored("z", CONTENT).build();
    patched(zip, 84 + 20, 43);
    patched(zip, 84 + 24, 43);
    refused(
        zip,
        "m.pt: zip entry of 43 bytes at offset 0 must end before byte 42, where something else"
            + " begins",
        "entry y");
  }

  @Test
  void refusesALocalHeaderOfAnotherEntry() {
    byte[] zip = new ZipBuilder().stored("y", CONTENT).build();
    unusable(patched(zip.clone(), 0, 'Q'), "m.pt: no local header of a zip entry at offset 0");
    unusable(
        patched(zip.clone(), 30, 'q'),
        "m.pt: zip entry has another name in its local header than in the directory");
    unusable(patched(zip.clone(), 28, 9), "m.pt: zip entry of 7 bytes has room for 2");
    unusable(
        patched(patched(zip.clone(), 26, 2), 28, 3),
        "m.pt: zip entry has another name in its local header than in the directory");
    unusable(patched(zip.clone(), 66, 8), "m.pt: stored zip entry has sizes 7 and 8");
  }

  @Test
  void refusesAnotherMethod() {
    ZipDirectory directory = read(new ZipBuilder().raw("y", 12, CONTENT, 7, 0).build());
    assertThatThrownBy(() -> directory.open(directory.entries().getFirst()))
        .isInstanceOfSatisfying(
            ModelFormatException.class,
            e ->
                assertThat(e.describe())
                    .isEqualTo(
                        "m.pt: zip method must be 0 (stored) or 8 (deflated) but was 12\n"
                            + "  in  entry y\n  try writing the archive without compression"));
  }

  @Test
  void refusesATooGreatExpansionBeforeInflating() {
    ZipDirectory directory = read(new ZipBuilder().raw("y", 8, CONTENT, 300L << 20, 0).build());
    assertThatThrownBy(() -> directory.open(directory.entries().getFirst()))
        .hasMessage("expansion of a deflated zip entry 44938971 exceeds 100");
  }

  @Test
  void refusesDamagedContent() {
    byte[] deflated = ZipBuilder.deflate(CONTENT);
    long crc = ZipBuilder.crc(CONTENT);
    damaged(
        new ZipBuilder().raw("y", 0, CONTENT, 7, 1),
        "m.pt: zip entry has checksum %08x but the directory says 00000001".formatted(crc));
    damaged(
        new ZipBuilder().raw("y", 8, deflated, 6, crc), "m.pt: zip entry has more than 6 bytes");
    damaged(
        new ZipBuilder().raw("y", 8, deflated, 8, crc), "m.pt: zip entry ends after 7 of 8 bytes");
    damaged(
        new ZipBuilder().raw("y", 8, new byte[] {7, 7}, 7, crc),
        "m.pt: zip entry is damaged after 0 of 7 bytes");
  }

  private static void damaged(ZipBuilder zip, String message) {
    assertThatThrownBy(() -> content(read(zip.build()), "y"))
        .isInstanceOfSatisfying(
            ModelFormatException.class,
            e -> assertThat(e.describe()).isEqualTo(message + "\n  in  entry y" + AGAIN));
  }

  private static void unusable(byte[] zip, String message) {
    ZipDirectory directory = read(zip);
    assertThatThrownBy(() -> directory.storage(directory.entries().getFirst(), "f", Endian.LITTLE))
        .isInstanceOfSatisfying(
            ModelFormatException.class,
            e -> assertThat(e.describe()).isEqualTo(message + "\n  in  entry y" + AGAIN));
  }

  private static void refused(byte[] zip, String message, String where) {
    assertRefused(zip, message + "\n  in  " + where + AGAIN);
  }

  private static void assertRefused(byte[] zip, String whole) {
    assertThatThrownBy(() -> read(zip))
        .isInstanceOfSatisfying(
            ModelFormatException.class, e -> assertThat(e.describe()).isEqualTo(whole));
  }

  private static byte[] patched(byte[] zip, int at, int value) {
    zip[at] = (byte) value;
    return zip;
  }

  private static ZipDirectory read(byte[] zip) {
    return ZipDirectory.read(MemorySource.of(zip));
  }

  private static byte[] content(ZipDirectory directory, String name) throws IOException {
    try (InputStream stream = directory.open(directory.find(name).orElseThrow())) {
      return stream.readAllBytes();
    }
  }
}
