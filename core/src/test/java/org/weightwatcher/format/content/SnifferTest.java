package org.weightwatcher.format.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.weightwatcher.bytes.HeapSource;
import org.weightwatcher.format.Container;
import org.weightwatcher.format.numpy.NpyBytes;
import org.weightwatcher.format.safetensors.SafetensorsBytes;
import org.weightwatcher.format.zip.ZipBuilder;

/// Judge: the published signatures of the formats.
class SnifferTest {
  private static Verdict sniff(String name, byte[] bytes) {
    return Sniffer.test(name, new HeapSource(name, bytes));
  }

  private static Verdict sniff(String latin1) {
    return sniff("f.x", latin1.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static void refused(Verdict verdict, String text) {
    assertThat(verdict).isInstanceOf(Verdict.Refused.class);
    Verdict.Refused refused = (Verdict.Refused) verdict;
    assertThat(refused.code() + ": " + refused.at("f.x").describe()).isEqualTo(text);
  }

  private static void notYet(Verdict verdict, String format) {
    refused(
        verdict,
        "E_UNSUPPORTED: f.x is %s, which is not read yet\n  try converting it to safetensors"
            .formatted(format));
  }

  private static Verdict.OfContainer of(Container container) {
    return new Verdict.OfContainer(container);
  }

  @Test
  void safetensorsIsKnownByItsHeader() {
    assertThat(sniff("m.x", SafetensorsBytes.vectors("w"))).isEqualTo(of(Container.SAFETENSORS));
  }

  /// 640 is `80 02`, the start of a pickle; 67 324 752 would be the start of a zip.
  @ParameterizedTest
  @ValueSource(ints = {640, 896, 1152, 1408})
  void aHeaderLengthThatLooksLikeAPickleIsStillSafetensors(int length) {
    byte[] file = SafetensorsBytes.file("{}" + " ".repeat(length - 2), 0);
    assertThat(sniff("m.x", file)).isEqualTo(of(Container.SAFETENSORS));
  }

  @Test
  void brokenSafetensorsIsLeftToItsReader() {
    byte[] whole = SafetensorsBytes.vectors("w");
    byte[] huge = whole.clone();
    Arrays.fill(huge, 0, 8, (byte) -1);
    assertThat(sniff("m.x", Arrays.copyOf(whole, 30))).isEqualTo(of(Container.SAFETENSORS));
    assertThat(sniff("m.x", huge)).isEqualTo(of(Container.SAFETENSORS));
    assertThat(sniff("m.safetensors", new byte[] {1, 2, 3})).isEqualTo(of(Container.SAFETENSORS));
  }

  @Test
  void torchFilesAreKnownByZipOrPickle() {
    assertThat(sniff("PK\u0003\u0004.")).isEqualTo(of(Container.TORCH_ZIP));
    assertThat(sniff("PK\u0005\u0006.")).isEqualTo(of(Container.TORCH_ZIP));
    assertThat(sniff("\u0080\u0002\u008a\n")).isEqualTo(of(Container.TORCH_LEGACY));
    assertThat(sniff("\u0080\u0005.")).isEqualTo(of(Container.TORCH_LEGACY));
    refused(
        sniff("\u0080\u0003cjoblib.numpy_pickle\nNumpyArrayWrapper\n"),
        "E_UNSUPPORTED: f.x is a joblib file, which is not read\n"
            + "  try saving its arrays with numpy.savez");
  }

  @Test
  void arraysAreKnownByTheirFirstBytesAndArchivesOfThemByTheirMembers() {
    byte[] array = NpyBytes.f32("(1, 1)", 1);
    byte[] arrays = new ZipBuilder().stored("d/", "").stored("d/a.npy", array).build();
    byte[] mixed = new ZipBuilder().stored("a.npy", array).stored("b.json", "{}").build();
    byte[] torch = new ZipBuilder().stored("m/data.pkl", ".").stored("m/a.npy", array).build();
    assertThat(sniff("\u0093NUMPY\u0001\0")).isEqualTo(of(Container.NPY));
    assertThat(sniff("m.x", arrays)).isEqualTo(of(Container.NPZ));
    assertThat(sniff("m.x", mixed)).isEqualTo(of(Container.TORCH_ZIP));
    assertThat(sniff("m.npz", mixed)).isEqualTo(of(Container.NPZ));
    assertThat(sniff("m.npz", torch)).isEqualTo(of(Container.TORCH_ZIP));
    assertThat(sniff("m.npz", new ZipBuilder().build())).isEqualTo(of(Container.NPZ));
    assertThat(sniff("m.x", new ZipBuilder().build())).isEqualTo(of(Container.TORCH_ZIP));
    assertThat(sniff("m.npz", Arrays.copyOf(arrays, 100))).isEqualTo(of(Container.NPZ));
    assertThat(sniff("m.x", Arrays.copyOf(arrays, 100))).isEqualTo(of(Container.TORCH_ZIP));
  }

  @Test
  void hdf5MayBeginBehindAUserBlock() {
    String signature = "\u0089HDF\r\n\u001a\n";
    assertThat(sniff(signature)).isEqualTo(of(Container.KERAS_HDF5));
    assertThat(sniff("x".repeat(512) + signature)).isEqualTo(of(Container.KERAS_HDF5));
    assertThat(sniff("x".repeat(1024) + signature)).isEqualTo(of(Container.KERAS_HDF5));
    assertThat(sniff("x".repeat(1000) + signature)).isNotEqualTo(of(Container.KERAS_HDF5));
  }

  @Test
  void anArchiveOfKerasIsKnownByItsEntries() {
    ZipBuilder keras =
        new ZipBuilder()
            .stored("metadata.json", new byte[0])
            .stored("config.json", new byte[0])
            .stored("model.weights.h5", new byte[0]);
    assertThat(sniff("m.zip", keras.build())).isEqualTo(of(Container.KERAS_ZIP));
    ZipBuilder other = new ZipBuilder().stored("config.json", new byte[0]);
    assertThat(sniff("m.keras", other.build())).isEqualTo(of(Container.TORCH_ZIP));
  }

  @Test
  void formatsThatAreNotReadYetAreNamed() {
    notYet(sniff("GGUF\u0003\0\0\0"), "a GGUF file");
    notYet(sniff("\u0004\0\0\0TFL3...."), "a TensorFlow Lite model");
    notYet(sniff("xxxx" + "W\u00fb\u0080\u008b$uG\u00db"), "the index of a TensorFlow checkpoint");
    notYet(sniff("model_checkpoint_path: \"a\"\n"), "a TensorFlow checkpoint pointer");
    notYet(sniff("\u0008\u0007:\u0002\u0000\u0000B\u0000"), "an ONNX model");
    notYet(sniff("\u0008\u0001\u0012\u0000"), "a TensorFlow SavedModel");
  }

  @Test
  void frozenGraphsAndSingleTensorsAreNamed() {
    refused(
        sniff("\n\u0002\n\0\n\u0001x"),
        "E_UNSUPPORTED: f.x is a frozen TensorFlow graph\n"
            + "  try using the SavedModel or converting it to ONNX");
    refused(
        sniff("\u0008\u0001\u0010\u0001J\u0004abcd"),
        "E_UNSUPPORTED: f.x is a single ONNX tensor\n  try giving the model it belongs to");
  }

  @ParameterizedTest
  @ValueSource(strings = {"lmgg", "fmgg", "tjgg", "algg"})
  void oldGgmlIsRefused(String magic) {
    refused(
        sniff(magic + "...."),
        "E_UNSUPPORTED: f.x is a ggml file from before GGUF\n  try converting it to GGUF");
  }

  @Test
  void compressedFilesAreNamed() {
    for (String[] kind :
        new String[][] {
          {"\u001f\u008b", "gzip"},
          {"(\u00b5/\u00fd", "zstd"},
          {"BZh9", "bzip2"},
          {"\u00fd7zXZ", "xz"},
          {"7z\u00bc\u00af", "7z"},
          {"x\u009c", "zlib"},
          {"x\u00da", "zlib"},
          {"Rar!", "rar"}
        }) {
      refused(
          sniff(kind[0] + "......"),
          "E_UNSUPPORTED: f.x is compressed (%s)\n  try unpacking it first".formatted(kind[1]));
    }
  }

  private static String tarMember(String name) {
    StringBuilder block = new StringBuilder(name + "\0".repeat(512 - name.length()));
    block.replace(124, 135, "00000000000");
    block.replace(148, 156, "        ");
    int sum = block.chars().sum();
    block.replace(148, 156, "%06o\0 ".formatted(sum));
    return block.toString();
  }

  @Test
  void tarArchivesAreKnownByTheirChecksum() {
    refused(
        sniff(tarMember("a") + "\0".repeat(512)),
        "E_UNSUPPORTED: f.x is a tar archive\n  try unpacking it first");
    assertThat(sniff(tarMember("./pickle") + tarMember("tensors") + tarMember("storages")))
        .isEqualTo(of(Container.TORCH_TAR));
  }

  @Test
  void aZipBehindOtherDataIsRefused() {
    ByteBuffer file = ByteBuffer.allocate(40).order(ByteOrder.LITTLE_ENDIAN);
    file.put("exe!PK\u0001\u0002".getBytes(StandardCharsets.ISO_8859_1)).position(18);
    file.put("PK\u0005\u0006".getBytes(StandardCharsets.ISO_8859_1)).putInt(30, 14);
    refused(
        sniff("f.x", file.array()),
        "E_UNSUPPORTED: f.x is a zip archive behind other data (self-extracting)\n"
            + "  try unpacking it first");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ftrt....| a TensorRT engine",
        "....ET12| an ExecuTorch program",
        "....PTMF| a PyTorch model for mobile (flatbuffer)",
        "PYTORCH1| a container of the PyTorch 1.0 preview"
      })
  void knownFormatsThatAreNeverReadAreNamed(String bytes, String what) {
    refused(
        sniff(bytes),
        "E_UNSUPPORTED: f.x is %s, which is not read\n  try converting it to safetensors"
            .formatted(what));
  }

  @Test
  void flaxAndNamesAreTheLastResort() {
    refused(
        sniff("\u0081\u00a6params\u0080"),
        "E_UNSUPPORTED: f.x is a Flax checkpoint (msgpack), which is not read\n"
            + "  try converting it to safetensors");
    assertThat(((Verdict.Refused) sniff("m.caffemodel", new byte[] {-1, 1})).what())
        .isEqualTo("is a Caffe model, which is not read");
  }

  @Test
  void placeholdersAreTestedFirst() {
    refused(sniff(""), "E_PLACEHOLDER: f.x is an empty file\n  try downloading the file again");
    refused(
        sniff("version https://git-lfs.github.com/spec/v1\noid sha256:ab\nsize 123\n"),
        "E_PLACEHOLDER: f.x is a Git LFS pointer, real size 123 bytes\n  try running git lfs pull");
    refused(
        sniff("# xet version 0\nfilesize = 7\nhash = 'ab'\n"),
        "E_PLACEHOLDER: f.x is a xet pointer, real size 7 bytes\n  try downloading the file again");
    refused(
        sniff("/annex/objects/SHA256E-s1--ab\n"),
        "E_PLACEHOLDER: f.x is a git-annex pointer without content\n  try running git annex get");
    refused(
        sniff("outs:\n- md5: ab\n"), "E_PLACEHOLDER: f.x is a DVC pointer\n  try running dvc pull");
    refused(
        sniff("\0".repeat(70_000)),
        "E_PLACEHOLDER: f.x is all zeros: incomplete download\n  try downloading the file again");
    assertThat(((Verdict.Refused) sniff("m.safetensors.part", new byte[] {1})).what())
        .isEqualTo("is an unfinished download");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<!DOCTYPE html>",
        "<html>",
        "{\"error\":\"x\"}",
        "Entry not found",
        "Repository not found",
        "Access to model x is restricted",
        "Invalid username or password.",
        "<?xml version='1'?><Error><Code>AccessDenied</Code></Error>"
      })
  void savedErrorPagesArePlaceholders(String page) {
    refused(
        sniff(page),
        "E_PLACEHOLDER: f.x is a saved error page, not a model: the download failed\n"
            + "  try downloading the file again");
  }

  @Test
  void markupOfAnyLengthIsRefused() {
    refused(
        sniff("\n<!doctype html>" + "x".repeat(5000)),
        "E_PLACEHOLDER: f.x is a web page that was saved instead of the file\n"
            + "  try downloading the file again");
    refused(
        sniff("<?xml version='1'?><net>"),
        "E_UNSUPPORTED: f.x is an OpenVINO model\n  try using the model it was converted from");
  }

  @Test
  void jsonIsKnownByItsKeys() {
    assertThat(sniff("{\"weight_map\":{}}")).isEqualTo(Verdict.Companion.SHARD_INDEX);
    assertThat(sniff("{\"peft_type\":\"LORA\"}")).isEqualTo(Verdict.Companion.ADAPTER_CONFIG);
    assertThat(sniff(" {\"model_type\":\"x\"}")).isEqualTo(Verdict.Companion.MODEL_CONFIG);
    refused(
        sniff("{\"class_name\":\"Model\",\"config\":{}}"),
        "E_NOT_A_MODEL: f.x is a Keras architecture without weights\n"
            + "  try giving the file with the weights");
    assertThat(sniff("d/ww_config.json", "{\"layers\":{}}".getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(Verdict.Companion.FLAT_CONFIG);
    refused(sniff("{\"layers\":{}}"), "E_NOT_A_MODEL: f.x is a JSON file that belongs to no model");
    refused(sniff("{\"a\":1}"), "E_NOT_A_MODEL: f.x is a JSON file that belongs to no model");
  }

  @Test
  void unknownContentIsShown() {
    refused(
        sniff("hello, world and more"),
        "E_NOT_A_MODEL: f.x fits no known format: it begins with"
            + " 68 65 6c 6c 6f 2c 20 77 6f 72 6c 64 20 61 6e 64 and its extension is .x");
    assertThat(((Verdict.Refused) sniff("d.x/name", new byte[] {1})).what())
        .isEqualTo("fits no known format: it begins with 01 and its name has no extension");
  }
}
