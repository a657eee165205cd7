package org.weightwatcher.layer;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.weightwatcher.tensor.Shape;

/// What names say: the role of a tensor, the type of its layer, its place in a file without an
/// order.
///
/// The rules are those of the formats page of the documentation.
final class NameRules {
  private static final List<String> EMBEDDING_WORDS =
      List.of("embed", "wte", "wpe", "tok_embeddings");
  private static final Set<String> WIDE_EMBEDDINGS = Set.of("shared", "word_embeddings");
  private static final Set<String> HEADS = Set.of("lm_head", "output", "classifier");
  private static final Set<String> BUFFERS =
      Set.of(
          "running_mean",
          "running_var",
          "num_batches_tracked",
          "inv_freq",
          "position_ids",
          "masked_bias");
  private static final Pattern MAIN =
      Pattern.compile(
          "(.*)[./](?:weight|weight_orig|parametrizations\\.weight\\.original|kernel(?::0)?)",
          Pattern.DOTALL);

  private NameRules() {}

  /// @param tensorName as the file spells it
  /// @return the path without the suffix of the role
  static String longname(String tensorName) {
    Matcher main = MAIN.matcher(tensorName);
    return main.matches() ? main.group(1) : tensorName;
  }

  /// @param tensorName as the file spells it
  /// @return what the tensor is to its layer: the last segment
  static String role(String tensorName) {
    String last = lastSegment(tensorName);
    return last.endsWith(":0") ? last.substring(0, last.length() - 2) : last;
  }

  /// @param module class of a layer in small letters
  /// @return whether it is recurrent
  static boolean isRecurrent(String module) {
    return module.contains("lstm") || module.contains("gru") || module.contains("rnn");
  }

  /// @param path segments with dots or slashes between them
  /// @return last segment
  static String lastSegment(String path) {
    return path.substring(Math.max(path.lastIndexOf('.'), path.lastIndexOf('/')) + 1);
  }

  /// @param tensorName as the file spells it
  /// @return whether the name says that there is no matrix to analyse, whatever the shape
  static boolean isBuffer(String tensorName) {
    String last = role(tensorName);
    return last.equals("bias")
        || last.endsWith("_proj_bias")
        || BUFFERS.contains(last)
        || last.endsWith("_token")
        || last.endsWith("_table");
  }

  /// @param longname path of the layer
  /// @param shape of the tensor
  /// @return the type of a tensor of two axes
  static LayerType typeOfMatrix(String longname, Shape shape) {
    return isEmbedding(longname, shape) ? LayerType.EMBEDDING : LayerType.DENSE;
  }

  private static boolean isEmbedding(String longname, Shape shape) {
    String last = lastSegment(longname).toLowerCase(Locale.ROOT);
    boolean wide = shape.rank() == 2 && shape.dim(0) >= 4 * shape.dim(1);
    return EMBEDDING_WORDS.stream().anyMatch(last::contains)
        || last.equals("pos_embed")
        || (wide && WIDE_EMBEDDINGS.contains(last));
  }

  /// @param longname path of a tensor without a matrix
  /// @return norm or other
  static LayerType typeWithoutMatrix(String longname) {
    String text = longname.toLowerCase(Locale.ROOT);
    String last = lastSegment(text);
    boolean norm =
        text.contains("norm")
            || last.startsWith("ln_")
            || last.equals("gamma")
            || last.equals("beta");
    return norm ? LayerType.NORM : LayerType.OTHER;
  }

  /// @param longname path of a layer
  /// @param shape of its tensor
  /// @return 0 for embeddings, 1 for the body, 2 for final norms, 3 for heads: how a file whose
  ///   order means nothing is sorted
  static int place(String longname, Shape shape) {
    String last = lastSegment(longname);
    boolean inBlock = longname.chars().anyMatch(c -> c >= '0' && c <= '9');
    if (shape.rank() == 2 && isEmbedding(longname, shape)) {
      return 0;
    }
    if (!inBlock && HEADS.contains(last)) {
      return 3;
    }
    return !inBlock && typeWithoutMatrix(longname) == LayerType.NORM ? 2 : 1;
  }
}
