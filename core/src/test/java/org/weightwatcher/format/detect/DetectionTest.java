package org.weightwatcher.format.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.weightwatcher.bytes.LocalFiles;
import org.weightwatcher.error.ModelFormatException;
import org.weightwatcher.format.Container;
import org.weightwatcher.format.ModelFile;
import org.weightwatcher.format.ModelNote;
import org.weightwatcher.format.ModelPart;
import org.weightwatcher.format.StoredTensor;
import org.weightwatcher.format.safetensors.SafetensorsBytes;

/// Judge: the published layouts of model folders.
class DetectionTest {
  @TempDir private Path folder;
  private final LocalFiles sources = new LocalFiles();

  @AfterEach
  void close() {
    sources.close();
  }

  private void write(String name, byte[] bytes) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, bytes);
  }

  private void text(String name, String text) throws IOException {
    write(name, text.getBytes(StandardCharsets.UTF_8));
  }

  private void index(String name, String map) throws IOException {
    text(name, "{\"metadata\":{\"total_size\":1},\"weight_map\":{" + map + "}}");
  }

  private ModelFile open(String name) {
    return Detection.open(path(name), sources, Optional.empty());
  }

  private String path(String name) {
    return name.isEmpty() ? folder.toString() : folder + "/" + name;
  }

  private static List<String> names(ModelFile model) {
    return model.tensors().stream().map(StoredTensor::name).toList();
  }

  private void refused(String name, String text) {
    assertThatExceptionOfType(ModelFormatException.class)
        .isThrownBy(() -> open(name))
        .satisfies(e ->
            assertThat((e.code() + ": " + e.describe()).replace(folder.toString(), "DIR"))
                .isEqualTo(text));
  }

  @Test
  void aFileIsOpenedByItsContent() throws IOException {
    write("weights", SafetensorsBytes.vectors("w"));
    ModelFile model = open("weights");
    assertThat(model.location()).isEqualTo(path("weights"));
    assertThat(model.parts().getFirst().file()).isEqualTo(path("weights"));
  }

  @Test
  void whatDoesNotExistIsRefused() {
    refused(
        "none", "E_NOT_FOUND: DIR/none: no such file\n  try checking the path and its permissions");
  }

  @Test
  void aForcedContainerIsReadWhateverTheContent() throws IOException {
    text("m.pt", "PK\u0003\u0004 and more");
    assertThatExceptionOfType(ModelFormatException.class)
        .isThrownBy(() -> Detection.open(path("m.pt"), sources, Optional.of(Container.SAFETENSORS)))
        .withMessageContaining("header length");
  }

  @Test
  void theOrderOfAnIndexIsThatOfItsKeysWithinSortedShards() throws IOException {
    write("b.safetensors", SafetensorsBytes.vectors("b1", "b2"));
    write("a.safetensors", SafetensorsBytes.vectors("a1", "a2"));
    index(
        "model.safetensors.index.json",
        "\"b2\":\"b.safetensors\",\"a2\":\"a.safetensors\",\"b1\":\"b.safetensors\","
            + "\"a1\":\"a.safetensors\"");
    for (String given : List.of("", "model.safetensors.index.json")) {
      ModelFile model = open(given);
      assertThat(names(model)).containsExactly("a2", "a1", "b2", "b1");
      assertThat(model.order()).isEqualTo(ModelFile.Order.INDEX);
      assertThat(model.location()).isEqualTo(path(given));
      assertThat(model.parts().stream().map(ModelPart::file))
          .containsExactly(path("a.safetensors"), path("b.safetensors"));
      assertThat(model.notes()).isEmpty();
    }
  }

  @Test
  void whatTheIndexDoesNotSayIsNoted() throws IOException {
    write("a.safetensors", SafetensorsBytes.vectors("x", "extra", "y"));
    write("b.safetensors", SafetensorsBytes.vectors("x", "z"));
    index(
        "model.safetensors.index.json",
        "\"y\":\"b.safetensors\",\"x\":\"a.safetensors\",\"y\":\"a.safetensors\","
            + "\"z\":\"b.safetensors\"");
    ModelFile model = open("");
    assertThat(names(model)).containsExactly("y", "x", "extra", "z");
    String index = path("model.safetensors.index.json");
    assertThat(model.notes())
        .containsExactly(
            new ModelNote("W_INDEX_DUPLICATE", index + " lists \"y\" twice; the last entry counts"),
            new ModelNote(
                "W_NOT_IN_INDEX", index + " does not list \"extra\", which a shard holds"),
            new ModelNote(
                "W_IGNORED_COPY", index + " decides between two copies of \"x\"; one is ignored"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", ".", "..", "../x", "/x", "a/b", "a\\\\b", "C:x", "con", "NUL.safetensors"})
  void aShardOutsideTheFolderIsRefused(String name) throws IOException {
    index("m.safetensors.index.json", "\"w\":\"" + name + "\"");
    refused(
        "",
        "E_UNSAFE_PATH: DIR/m.safetensors.index.json: weight_map must name files of the same folder"
            + " but \"w\" is in \""
            + name.replace("\\\\", "\\")
            + "\"\n  in  byte 47");
  }

  private void brokenIndex(String json, String text) throws IOException {
    text("m.safetensors.index.json", json);
    refused("", "E_MALFORMED: DIR/m.safetensors.index.json" + text);
    sources.close();
  }

  @Test
  void aBrokenIndexIsRefusedInWords() throws IOException {
    brokenIndex("{}", ": index must have a weight_map but has none\n  in  byte 1");
    brokenIndex("[1]", ": index must be an object\n  in  byte 0");
    brokenIndex("{\"weight_map\":1}", ": weight_map must be an object but is 1\n  in  byte 14");
    brokenIndex(
        "{\"weight_map\":{\"w\":1}}",
        ": weight_map must hold names of files but \"w\" is 1\n  in  byte 19");
    brokenIndex("{\"weight_map\":{}}", ": weight_map must name a file but is empty");
    brokenIndex("{\"weight_map\":", ": index must be complete JSON but ends early\n  in  byte 14");
    brokenIndex(
        "{\"weight_map\":{\"w\":\"m.safetensors.index.json\"}}",
        ": weight_map must name files with tensors but names the index itself\n"
            + "  in  key \"weight_map\"");
    write("a.safetensors", SafetensorsBytes.vectors("w"));
    brokenIndex(
        "{\"weight_map\":{\"ghost\":\"a.safetensors\"}}",
        ": tensor \"ghost\" must be in a.safetensors but is not\n  in  key \"ghost\"");
  }

  @Test
  void missingShardsAreListedWithTheirTensors() throws IOException {
    write("a.safetensors", SafetensorsBytes.vectors("a"));
    text("c.safetensors", "version https://git-lfs.github.com/spec/v1\nsize 99\n");
    index(
        "model.safetensors.index.json",
        "\"a\":\"a.safetensors\",\"b\":\"b.safetensors\",\"c\":\"c.safetensors\",\"d\":\"b.safetensors\"");
    refused(
        "",
        "E_MISSING_PART: DIR/model.safetensors.index.json: 2 of 3 shards missing"
            + " (tensors affected: 3): b.safetensors does not exist; c.safetensors is a Git LFS"
            + " pointer, real size 99 bytes\n  try downloading the missing files");
  }

  @Test
  void onlyPointersAreAPlaceholder() throws IOException {
    text("a.safetensors", "version https://git-lfs.github.com/spec/v1\nsize 99\n");
    index("model.safetensors.index.json", "\"a\":\"a.safetensors\"");
    refused(
        "",
        "E_PLACEHOLDER: DIR/model.safetensors.index.json: 1 of 1 shards missing (tensors affected:"
            + " 1): a.safetensors is a Git LFS pointer, real size 99 bytes\n"
            + "  try downloading the missing files");
  }

  @Test
  void numberedShardsNeedNoIndex() throws IOException {
    write("m-00002-of-00002.safetensors", SafetensorsBytes.vectors("b"));
    write("m-00001-of-00002.safetensors", SafetensorsBytes.vectors("a"));
    ModelFile model = open("");
    assertThat(names(model)).containsExactly("a", "b");
    assertThat(model.order()).isEqualTo(ModelFile.Order.ARBITRARY);
    Files.delete(folder.resolve("m-00001-of-00002.safetensors"));
    sources.close();
    refused(
        "",
        "E_MISSING_PART: DIR: 1 of 2 shards missing: m-00001-of-00002.safetensors does not exist\n"
            + "  try downloading the missing files");
  }

  @Test
  void aTensorInTwoShardsWithoutIndexIsRefused() throws IOException {
    write("m-00001-of-00002.safetensors", SafetensorsBytes.vectors("a"));
    write("m-00002-of-00002.safetensors", SafetensorsBytes.vectors("a"));
    refused(
        "",
        "E_DUPLICATE: DIR: tensor \"a\" is in DIR/m-00001-of-00002.safetensors and in"
            + " DIR/m-00002-of-00002.safetensors");
  }

  @Test
  void theBestSetIsReadAndTheOthersAreNamed() throws IOException {
    write("model.safetensors", SafetensorsBytes.vectors("w"));
    text("pytorch_model.bin", "x");
    text("q.gguf", "x");
    text("optimizer.pt", "x");
    text("adapter_config.json", "{}");
    ModelFile model = open("");
    assertThat(model.location()).isEqualTo(path("model.safetensors"));
    assertThat(model.notes())
        .containsExactly(
            new ModelNote("W_ALSO_PRESENT", "also present, not used: pytorch_model.bin, q.gguf"),
            new ModelNote(
                "W_ADAPTER_PRESENT", folder + " also holds an adapter, which is not used"));
  }

  @Test
  void equallyGoodModelsAreAmbiguous() throws IOException {
    write("a.safetensors", SafetensorsBytes.vectors("w"));
    write("b.safetensors", SafetensorsBytes.vectors("w"));
    refused(
        "",
        "E_AMBIGUOUS: DIR holds several models: a.safetensors, b.safetensors\n"
            + "  try giving one of them, such as DIR/a.safetensors");
  }

  @Test
  void foldersOfOtherKindsAreNamed() throws IOException {
    text("tf/saved_model.pb", "x");
    refused(
        "tf",
        "E_UNSUPPORTED: DIR/tf is a TensorFlow SavedModel, which is not read yet\n"
            + "  try converting it to safetensors");
    text("lora/adapter_config.json", "{\"peft_type\":\"LORA\"}");
    refused(
        "lora",
        "E_MISSING_PART: DIR/lora is an adapter without weights: adapter_model.safetensors does not"
            + " exist\n  try downloading the missing file");
    write("lora/adapter_model.safetensors", SafetensorsBytes.vectors("a"));
    assertThat(open("lora").notes())
        .containsExactly(
            new ModelNote(
                "I_ADAPTER",
                "is an adapter (adapter_config.json): changes of another model's weights"));
    text("dcp/x.distcp", "x");
    refused(
        "dcp",
        "E_UNSUPPORTED: DIR/dcp is a distributed checkpoint\n"
            + "  try running the script that consolidates it");
    text("gguf/a.gguf", "x");
    refused(
        "gguf",
        "E_UNSUPPORTED: DIR/gguf/a.gguf is a GGUF file, which is not read yet\n"
            + "  try converting it to safetensors");
    text("pipe/model_index.json", "{}");
    write("pipe/vae/model.safetensors", SafetensorsBytes.vectors("a"));
    refused(
        "pipe",
        "E_UNSUPPORTED: DIR/pipe is a pipeline of several models (vae), which is not read as a"
            + " whole\n  try giving the folder of one of them");
    text("meta/consolidated.00.pth", "x");
    text("meta/consolidated.01.pth", "x");
    refused(
        "meta",
        "E_UNSUPPORTED: DIR/meta/consolidated.00.pth is one of 2 tensor-parallel shards\n"
            + "  try converting the model to safetensors");
  }

  @Test
  void aFolderWithoutModelIsRefused() throws IOException {
    text("d/readme.md", "x");
    refused(
        "d",
        "E_NOT_FOUND: DIR/d: no model files in folder: it has readme.md\n"
            + "  try giving the path of a model");
    Files.createDirectory(folder.resolve("e"));
    refused(
        "e",
        "E_NOT_FOUND: DIR/e: no model files in folder: it has no files\n"
            + "  try giving the path of a model");
  }

  @Test
  void checkpointsAreListedByNumber() throws IOException {
    write("checkpoint-10/model.safetensors", SafetensorsBytes.vectors("w"));
    write("checkpoint-9/model.safetensors", SafetensorsBytes.vectors("w"));
    refused(
        "",
        "E_AMBIGUOUS: DIR holds several models: checkpoint-9, checkpoint-10\n"
            + "  try giving one of them, such as DIR/checkpoint-9");
  }

  @Test
  void theHubCacheLeadsToItsSnapshotThroughLinks() throws IOException {
    write("models--a--b/blobs/ab12", SafetensorsBytes.vectors("w"));
    text("models--a--b/refs/main", "c1");
    Path snapshot = Files.createDirectories(folder.resolve("models--a--b/snapshots/c1"));
    Files.createDirectories(folder.resolve("models--a--b/snapshots/c2"));
    Files.createSymbolicLink(snapshot.resolve("model.safetensors"), Path.of("../../blobs/ab12"));
    assertThat(open("models--a--b").location())
        .isEqualTo(path("models--a--b/snapshots/c1/model.safetensors"));
    Files.delete(folder.resolve("models--a--b/refs/main"));
    refused(
        "models--a--b",
        "E_AMBIGUOUS: DIR/models--a--b/snapshots holds several models: c1, c2\n"
            + "  try giving one of them, such as DIR/models--a--b/snapshots/c1");
  }

  @Test
  void linksOutOfTheFolderAreRefused() throws IOException {
    write("outside", SafetensorsBytes.vectors("w"));
    Files.createDirectory(folder.resolve("m"));
    Path link = folder.resolve("m/model.safetensors");
    Files.createSymbolicLink(link, Path.of("../outside"));
    refused(
        "m",
        "E_UNSAFE_PATH: DIR/m/model.safetensors is a link to a file outside its folder\n"
            + "  try giving the path of that file itself");
    assertThat(names(open("m/model.safetensors"))).containsExactly("w");
    Files.delete(folder.resolve("outside"));
    String dangling =
        "E_MISSING_PART: DIR/m/model.safetensors is a link to nothing: blob not downloaded\n"
            + "  try downloading the model again";
    refused("m", dangling);
    refused("m/model.safetensors", dangling);
  }

  @Test
  void modelsBelowAFolderAreListedOnce() throws IOException {
    write("one/a-00001-of-00002.safetensors", new byte[1]);
    write("one/a-00002-of-00002.safetensors", new byte[1]);
    write("two/x.safetensors", new byte[1]);
    write("two/y.pt", new byte[1]);
    write("two/optimizer.pt", new byte[1]);
    write("two/deep/model.safetensors", new byte[1]);
    text("two/deep/config.json", "{}");
    text("notes/readme.md", "x");
    Files.createSymbolicLink(folder.resolve("two/loop"), folder);
    assertThat(Detection.modelsBelow(folder.toString()))
        .containsExactly(
            path("one"), path("two/deep"), path("two/x.safetensors"), path("two/y.pt"));
  }
}
