package org.weightwatcher.format.safetensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.weightwatcher.bytes.HeapSource;
import org.weightwatcher.error.ErrorCode;
import org.weightwatcher.error.ModelFormatException;
import org.weightwatcher.format.Container;
import org.weightwatcher.format.ModelFile;
import org.weightwatcher.format.ModelNote;
import org.weightwatcher.format.StoredTensor;
import org.weightwatcher.tensor.DType;
import org.weightwatcher.tensor.Shape;
import org.weightwatcher.tensor.Storage;
import org.weightwatcher.tensor.Tensor;

/// Judge: the published layout of the container. What is refused is in [SafetensorsRulesTest].
class SafetensorsReaderTest {
  private static ModelFile read(String header, int dataBytes) {
    return open(SafetensorsBytes.file(header, dataBytes));
  }

  private static ModelFile open(byte[] file) {
    return SafetensorsReader.open("a.safetensors", "/x/a.safetensors", new HeapSource("", file));
  }

  private static Tensor tensor(ModelFile model, int index) {
    assertThat(model.tensors().get(index)).isInstanceOf(StoredTensor.Usable.class);
    return ((StoredTensor.Usable) model.tensors().get(index)).tensor();
  }

  private static Stream<String> names(ModelFile model) {
    return model.tensors().stream().map(StoredTensor::name);
  }

  @Test
  void tensorsKeepTheOrderOfTheHeaderAndKnowWhereTheyLie() {
    String header =
        "{\"b\":{\"dtype\":\"BF16\",\"shape\":[2,3],\"data_offsets\":[4,16]},"
            + SafetensorsBytes.entry("a", 0, 1)
            + "}  ";
    ModelFile model = read(header, 16);
    assertThat(names(model)).containsExactly("b", "a");
    Tensor b = tensor(model, 0);
    assertThat(b.dtype()).isEqualTo(DType.BF16);
    assertThat(b.shape()).isEqualTo(Shape.of(2, 3));
    assertThat(b.stride(0)).isEqualTo(3);
    assertThat(b.stride(1)).isEqualTo(1);
    assertThat(b.storage())
        .isEqualTo(Storage.plain("/x/a.safetensors", 8 + header.length() + 4, 12));
  }

  @Test
  void theModelNamesItsPartAndHasNoMeaningfulOrder() {
    byte[] file = SafetensorsBytes.vectors("w");
    ModelFile model = open(file);
    assertThat(model.location()).isEqualTo("a.safetensors");
    assertThat(model.container()).isEqualTo(Container.SAFETENSORS);
    assertThat(model.order()).isEqualTo(ModelFile.Order.ARBITRARY);
    assertThat(model.firstId()).isZero();
    assertThat(model.parts()).hasSize(1);
    assertThat(model.parts().getFirst().file()).isEqualTo("/x/a.safetensors");
    assertThat(model.parts().getFirst().bytes()).isEqualTo(file.length);
    assertThat(model.notes()).isEmpty();
  }

  @Test
  void theDigestIsThatOfTheHeaderAlone() {
    // sha256 of the two bytes "{}".
    assertThat(read("{}", 0).parts().getFirst().headerSha256())
        .isEqualTo("44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a");
  }

  @Test
  void aFileWithoutTensorsIsValid() {
    assertThat(read("{}", 0).tensors()).isEmpty();
  }

  @Test
  void scalarsAndEmptyTensorsAreValid() {
    ModelFile model =
        read(
            "{\"s\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[0,4]},"
                + "\"e\":{\"dtype\":\"F32\",\"shape\":[0,256],\"data_offsets\":[0,0]},"
                + "\"f\":{\"dtype\":\"I8\",\"shape\":[3,0],\"data_offsets\":[4,4]}}",
            4);
    assertThat(model.tensors().stream().map(StoredTensor::shape))
        .containsExactly(Shape.of(), Shape.of(0, 256), Shape.of(3, 0));
  }

  @Test
  void anEmptyTensorMayHaveDimensionsWhoseProductDoesNotFit() {
    ModelFile model =
        read(
            "{\"e\":{\"dtype\":\"F32\",\"shape\":[4294967296,4294967296,0],"
                + "\"data_offsets\":[0,0]}}",
            0);
    assertThat(tensor(model, 0).shape().elements()).isZero();
  }

  @Test
  void metadataKeepsItsOrderAndTheLastOfEqualKeys() {
    ModelFile model = read("{\"__metadata__\":{\"b\":\"1\",\"a\":\"2\",\"b\":\"3\"}}", 0);
    assertThat(model.metadata()).containsExactly(Map.entry("b", "3"), Map.entry("a", "2"));
  }

  @ParameterizedTest
  @EnumSource(
      value = DType.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"C128", "F6_E2M3", "F6_E3M2"})
  void everyDtypeOfTheFormatIsRead(DType dtype) {
    int bytes = dtype.bits();
    ModelFile model =
        read(
            "{\"w\":{\"dtype\":\"%s\",\"shape\":[8],\"data_offsets\":[0,%d]}}"
                .formatted(dtype.name(), bytes),
            bytes);
    assertThat(tensor(model, 0).dtype()).isEqualTo(dtype);
  }

  @ParameterizedTest
  @ValueSource(strings = {"F6_E2M3", "F6_E3M2"})
  void sixBitFloatsAreListedButUnusable(String dtype) {
    ModelFile model =
        read(
            "{\"w\":{\"dtype\":\"%s\",\"shape\":[4],\"data_offsets\":[0,3]},".formatted(dtype)
                + "\"x\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[3,4]}}",
            4);
    assertThat(model.tensors().getFirst())
        .isEqualTo(
            new StoredTensor.Unusable(
                "w",
                Shape.of(4),
                "/x/a.safetensors",
                ErrorCode.E_UNSUPPORTED_DTYPE,
                "dtype " + dtype.toLowerCase(java.util.Locale.ROOT) + " has no defined packing"));
  }

  @Test
  void unknownKeysOfTensorsAreIgnoredWithOneNote() {
    ModelFile model =
        read(
            "{\"w\":{\"dtype\":\"U8\",\"new\":[{\"x\":[]}],\"shape\":[1],\"data_offsets\":[0,1]},"
                + "\"x\":{\"dtype\":\"U8\",\"other\":1,\"shape\":[1],\"data_offsets\":[1,2]}}",
            2);
    assertThat(model.tensors()).hasSize(2);
    assertThat(model.notes())
        .containsExactly(
            new ModelNote(
                "W_UNKNOWN_KEY",
                "a.safetensors: header has keys that the format does not define, such as \"new\";"
                    + " they are ignored"));
  }

  @Test
  void namesMayHoldAnythingAndAreNotEscaped() {
    ModelFile model =
        open(SafetensorsBytes.vectors("../x", "\\u001b[31m", "größe", "\\ud83d\\ude00", "a\\nb"));
    assertThat(names(model)).containsExactly("../x", "\u001b[31m", "größe", "😀", "a\nb");
  }

  @Test
  void aNameOfTheLargestLengthIsRead() {
    assertThat(names(open(SafetensorsBytes.vectors("n".repeat(65_535)))))
        .allMatch(name -> name.length() == 65_535);
  }

  @Test
  void manyTensorsAreReadInLinearTime() {
    StringBuilder header = new StringBuilder("{");
    int count = 200_000;
    for (int i = 0; i < count; i++) {
      header
          .append(i == 0 ? "" : ",")
          .append("\"")
          .append(i)
          .append("\":{\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[0,0]}");
    }
    assertThat(read(header.append('}').toString(), 0).tensors()).hasSize(count);
  }

  /// Every prefix of a file is refused in words; no other failure escapes.
  @Test
  void everyTruncationIsRefused() {
    byte[] whole = SafetensorsBytes.vectors("a", "b");
    int refused = 0;
    for (int length = 0; length < whole.length; length++) {
      byte[] prefix = Arrays.copyOf(whole, length);
      assertThatExceptionOfType(ModelFormatException.class)
          .as("first %d bytes", length)
          .isThrownBy(() -> open(prefix))
          .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.E_TRUNCATED));
      refused++;
    }
    assertThat(refused).isEqualTo(whole.length);
    assertThat(open(whole).tensors()).hasSize(2);
  }

  /// Every single changed byte of the header gives a model or a refusal in words.
  @Test
  void everyChangedByteIsReadOrRefused() {
    byte[] whole = SafetensorsBytes.vectors("a");
    byte[] values = "0\"{}[],:-.e\\\u0000\u007f".getBytes(StandardCharsets.ISO_8859_1);
    int read = 0;
    int refused = 0;
    for (int at = 0; at < whole.length - 8; at++) {
      for (byte value : values) {
        byte[] changed = whole.clone();
        changed[at] = value;
        try {
          open(changed);
          read++;
        } catch (ModelFormatException e) {
          assertThat(e.getMessage()).startsWith("a.safetensors");
          refused++;
        }
      }
    }
    assertThat(read + refused).isEqualTo((whole.length - 8) * values.length);
    assertThat(read).isLessThan(refused);
  }
}
