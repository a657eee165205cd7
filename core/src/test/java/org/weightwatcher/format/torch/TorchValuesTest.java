package org.weightwatcher.format.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.weightwatcher.format.torch.Checkpoints.assertRefused;
import static org.weightwatcher.format.torch.Checkpoints.pickle;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.weightwatcher.bytes.LocalFiles;
import org.weightwatcher.format.ModelFile;
import org.weightwatcher.format.StoredTensor;
import org.weightwatcher.format.pickle.PickleBuilder;
import org.weightwatcher.format.zip.ZipBuilder;
import org.weightwatcher.tensor.Decoder;
import org.weightwatcher.tensor.Tensor;

/// Judge: numbers written here in every way that a container can store them, read back through the
/// decoder from a file on disk.
class TorchValuesTest {
  private static final float[] NUMBERS = {1.5f, -2, 3.25f, 4, 5, 6.5f};
  private static final double[] ROWS = {1.5, -2, 3.25, 4, 5, 6.5};

  @TempDir Path folder;
  private Path file = Path.of("unset");

  @BeforeEach
  void nameTheFile() {
    file = folder.resolve("m.pt");
  }

  private static byte[] floats(ByteOrder order) {
    ByteBuffer buffer = ByteBuffer.wrap(new byte[4 * NUMBERS.length]).order(order);
    for (float number : NUMBERS) {
      buffer.putFloat(number);
    }
    byte[] bytes = new byte[buffer.capacity()];
    buffer.flip().get(bytes);
    return bytes;
  }

  private static PickleBuilder plain() {
    return pickle().raw("}(").text("w").tensor("FloatStorage", "0", 2, 3).raw("u");
  }

  private static PickleBuilder view(long offset, long[] size, long... strides) {
    PickleBuilder pickle = pickle().raw("}(").text("w");
    return pickle.tensor("FloatStorage", "0", 6, offset, size, strides).raw("u");
  }

  private double[] values(byte[] content) throws IOException {
    Files.write(file, content);
    try (LocalFiles files = new LocalFiles();
        Arena arena = Arena.ofConfined();
        Decoder decoder = new Decoder(files)) {
      ModelFile model =
          content[0] == 'P'
              ? TorchReader.openZip("m.pt", file.toString(), files.open(file.toString()))
              : TorchReader.openLegacy("m.pt", file.toString(), files.open(file.toString()));
      Tensor tensor = ((StoredTensor.Usable) model.tensors().getFirst()).tensor();
      int elements = Math.toIntExact(tensor.shape().elements());
      MemorySegment target = arena.allocate(ValueLayout.JAVA_DOUBLE, elements);
      assertThat(decoder.decode(tensor.matrix(0, 1, 0, 0), target)).isTrue();
      return target.toArray(ValueLayout.JAVA_DOUBLE);
    }
  }

  private static byte[] stored(PickleBuilder pickle) {
    return new ZipBuilder()
        .stored("a/data.pkl", pickle.stop())
        .stored("a/data/0", floats(ByteOrder.LITTLE_ENDIAN))
        .build();
  }

  @Test
  void storedLittleEndian() throws IOException {
    assertThat(values(stored(plain()))).isEqualTo(ROWS);
  }

  @Test
  void storedBigEndian() throws IOException {
    byte[] zip =
        new ZipBuilder()
            .stored("a/data.pkl", plain().stop())
            .stored("a/byteorder", "big\n")
            .stored("a/data/0", floats(ByteOrder.BIG_ENDIAN))
            .build();
    assertThat(values(zip)).isEqualTo(ROWS);
  }

  @Test
  void deflated() throws IOException {
    byte[] zip =
        new ZipBuilder()
            .deflated("a/data.pkl", plain().stop())
            .deflated("a/data/0", floats(ByteOrder.LITTLE_ENDIAN))
            .build();
    assertThat(values(zip)).isEqualTo(ROWS);
  }

  @Test
  void zip64() throws IOException {
    byte[] zip =
        new ZipBuilder()
            .zip64("a/data.pkl", plain().stop())
            .zip64("a/data/0", floats(ByteOrder.LITTLE_ENDIAN))
            .build64();
    assertThat(values(zip)).isEqualTo(ROWS);
  }

  @Test
  void transposed() throws IOException {
    assertThat(values(stored(view(0, new long[] {3, 2}, 1, 3))))
        .containsExactly(1.5, 4, -2, 5, 3.25, 6.5);
  }

  @Test
  void shiftedAndStrided() throws IOException {
    assertThat(values(stored(view(1, new long[] {2, 2}, 3, 1)))).containsExactly(-2, 3.25, 5, 6.5);
  }

  @Test
  void expanded() throws IOException {
    assertThat(values(stored(view(4, new long[] {2, 2}, 0, 1)))).containsExactly(5, 6.5, 5, 6.5);
  }

  @Test
  void legacyBothByteOrders() throws IOException {
    assertThat(values(legacy(true, ByteOrder.LITTLE_ENDIAN))).isEqualTo(ROWS);
    assertThat(values(legacy(false, ByteOrder.BIG_ENDIAN))).isEqualTo(ROWS);
  }

  private static byte[] legacy(boolean little, ByteOrder order) {
    PickleBuilder stream = new PickleBuilder().proto(2).raw("\u008a\nl\u00fc\u009cF");
    stream.raw("\u00f9 j\u00a8P\u0019.").proto(2).raw("M\u00e9\3.");
    stream.proto(2).raw("}(").text("little_endian").raw(little ? "\u0088u." : "\u0089u.");
    stream.proto(2).raw("}(").text("w").tensor("FloatStorage", "0", 2, 3).raw("u.");
    stream.proto(2).raw("]").text("0").raw("a.");
    stream.little(little ? 6 : 6L << 56, 8);
    for (byte b : floats(order)) {
      stream.bytes(b);
    }
    return stream.build();
  }

  @Test
  void namesTheFileAsItWasOpened() throws IOException {
    Files.write(file, new byte[30]);
    try (LocalFiles files = new LocalFiles()) {
      assertRefused(
          () -> TorchReader.openZip("m.pt", file.toString(), files.open(file.toString())),
          "E_MALFORMED %s: not a complete zip archive: no end record in the last 30 bytes\n"
                  .formatted(file)
              + "  in  byte 0\n  try copying or downloading the file again");
    }
  }
}
