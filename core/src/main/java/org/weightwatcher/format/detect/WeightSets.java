package org.weightwatcher.format.detect;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.weightwatcher.format.content.Verdict;
import org.weightwatcher.format.numpy.FlatFilesReader;

/// Finds the sets of weights of a folder by the names of its files, best first.
///
/// Sets of one rank are equally good. The ranks are those of the published layouts: the plain names
/// of Transformers, then of Diffusers, then any name; safetensors before PyTorch before the rest.
final class WeightSets {
  private static final Pattern VARIANT = Pattern.compile(".*\\.(fp16|bf16|fp32|fp8|int8)[.-].*");
  private static final Pattern META_SHARD = Pattern.compile("consolidated\\.\\d\\d\\.pth");
  private static final Pattern NO_MODEL =
      Pattern.compile(
          "adapter.*|.*lora.*|training_args.*|optimizer.*|scheduler.*|rng_state.*|scaler\\.pt"
              + "|.*_(model|optim)_states\\.pt|consolidated[.-].*");
  private static final Pattern TORCH = Pattern.compile(".+\\.(pt|pth|th|bin|ckpt|pth\\.tar)");

  private static final Pattern KERAS = Pattern.compile(".+\\.(keras|h5|hdf5)");

  private static final Map<String, String> NOT_YET =
      Map.ofEntries(
          Map.entry(".gguf", "a GGUF file"),
          Map.entry(".onnx", "an ONNX model"),
          Map.entry(".tflite", "a TensorFlow Lite model"));
  private static final Map<String, String> LAST =
      Map.of(".msgpack", "a Flax checkpoint", ".mlmodel", "a Core ML model");

  private final List<String> files;
  private final List<String> unnumbered;
  private final List<List<WeightSet>> ranks = new ArrayList<>();

  private WeightSets(List<String> files) {
    this.files = files;
    this.unnumbered = files.stream().filter(name -> !ShardNames.isNumbered(name)).toList();
  }

  /// The sets of each rank, best rank first, ranks without sets left out.
  static List<List<WeightSet>> of(List<String> files) {
    WeightSets sets = new WeightSets(files);
    sets.findSafetensors();
    sets.findTorch();
    sets.findFlatFiles();
    sets.findKeras();
    sets.findUnread(NOT_YET);
    sets.findNumpy();
    sets.findUnread(LAST);
    return List.copyOf(sets.ranks);
  }

  /// Whether a file is weights of a kind that is read, judged by its name.
  static boolean isModelName(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return (lower.endsWith(".safetensors")
            || lower.endsWith(".npz")
            || TORCH.matcher(lower).matches()
            || isKerasName(lower))
        && (!NO_MODEL.matcher(lower).matches() || lower.startsWith("consolidated"));
  }

  /// Whether a file is a model of Keras, judged by its name.
  static boolean isKerasName(String name) {
    return KERAS.matcher(name.toLowerCase(Locale.ROOT)).matches();
  }

  private void findSafetensors() {
    index("model.safetensors.index.json");
    single("model.safetensors");
    index("diffusion_pytorch_model.safetensors.index.json");
    single("diffusion_pytorch_model.safetensors");
    otherIndexes("safetensors", name -> !isVariant(name));
    single("consolidated.safetensors");
    numbered("safetensors", name -> name.startsWith("consolidated-"));
    metaShards();
    others(name -> name.endsWith(".safetensors") && !isVariant(name));
    otherIndexes("safetensors", WeightSets::isVariant);
    others(name -> name.endsWith(".safetensors") && isVariant(name));
  }

  private void findTorch() {
    index("pytorch_model.bin.index.json");
    otherIndexes("bin", name -> true);
    for (String name :
        List.of("pytorch_model.bin", "model.pth", "model.pt", "diffusion_pytorch_model.bin")) {
      single(name);
    }
    Set<String> known = Set.copyOf(titles());
    others(name -> TORCH.matcher(name).matches() && !known.contains(name));
  }

  private void findKeras() {
    others(name -> name.endsWith(".keras"));
    single("tf_model.h5");
    others(name -> name.endsWith(".weights.h5"));
    others(WeightSets::isKerasName);
  }

  /// Whether a folder holds a description of arrays and arrays.
  static boolean hasFlatFiles(List<String> files) {
    return files.contains(FlatFilesReader.CONFIG)
        && files.stream().anyMatch(name -> name.matches(".*weight.*\\.npy"));
  }

  private void findFlatFiles() {
    rank(
        hasFlatFiles(files) ? List.of(new WeightSet.FlatFiles(FlatFilesReader.CONFIG)) : List.of());
  }

  /// The arrays of a description are not sets of their own.
  private void findNumpy() {
    others(name -> name.endsWith(".npz"));
    if (!hasFlatFiles(files)) {
      others(name -> name.endsWith(".npy"));
    }
  }

  private void findUnread(Map<String, String> kinds) {
    rank(
        unnumbered.stream()
            .flatMap(name ->
                kinds.entrySet().stream()
                    .filter(kind -> name.toLowerCase(Locale.ROOT).endsWith(kind.getKey()))
                    .map(kind -> unread(name, Verdict.notYet(kind.getValue()))))
            .toList());
  }

  private void metaShards() {
    List<String> found = files.stream().filter(META_SHARD.asMatchPredicate()).toList();
    if (found.size() == 1) {
      rank(List.of(new WeightSet.Single(found.getFirst())));
    } else if (!found.isEmpty()) {
      rank(
          List.of(
              unread(
                  found.getFirst(),
                  Verdict.unsupported(
                      "is one of %d tensor-parallel shards".formatted(found.size()),
                      "converting the model to safetensors"))));
    }
  }

  private void others(Predicate<String> kind) {
    Predicate<String> model = kind.and(name -> !NO_MODEL.matcher(name).matches());
    List<WeightSet> found = new ArrayList<>();
    unnumbered.stream().filter(model).map(WeightSet.Single::new).forEach(found::add);
    groups(model).forEach(found::add);
    rank(found);
  }

  private void numbered(String ending, Predicate<String> kind) {
    rank(groups(kind.and(name -> name.endsWith(ending))).toList());
  }

  /// Groups that an index claims are not sets of their own.
  private Stream<WeightSet> groups(Predicate<String> kind) {
    return ShardNames.groups(files.stream().filter(kind).toList()).entrySet().stream()
        .filter(group -> !isIndexed(group.getKey()))
        .map(group -> new WeightSet.Numbered(group.getKey(), group.getValue()));
  }

  private boolean isIndexed(String group) {
    String prefix = group.substring(0, group.indexOf("-*-of-"));
    String ending = group.substring(group.lastIndexOf('.'));
    return files.contains(prefix + ending + ".index.json");
  }

  private void otherIndexes(String ending, Predicate<String> kind) {
    List<String> known = titles();
    rank(
        files.stream()
            .filter(name -> name.endsWith("." + ending + ".index.json") && !known.contains(name))
            .filter(kind)
            .<WeightSet>map(WeightSet.Indexed::new)
            .toList());
  }

  private void index(String name) {
    rank(files.contains(name) ? List.of(new WeightSet.Indexed(name)) : List.of());
  }

  private void single(String name) {
    rank(files.contains(name) ? List.of(new WeightSet.Single(name)) : List.of());
  }

  private void rank(List<WeightSet> found) {
    List<String> known = titles();
    List<WeightSet> fresh = found.stream().filter(set -> !known.contains(set.title())).toList();
    if (!fresh.isEmpty()) {
      ranks.add(fresh);
    }
  }

  private List<String> titles() {
    return ranks.stream().flatMap(List::stream).map(WeightSet::title).toList();
  }

  private static WeightSet unread(String name, Verdict.Refused why) {
    return new WeightSet.Unread(name, why);
  }

  private static boolean isVariant(String name) {
    return VARIANT.matcher(name).matches();
  }
}
