package org.weightwatcher.options;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.weightwatcher.error.OptionException;

/// Which matrices are decomposed, where it is not each stored one.
///
/// @param channels order of a kernel's axes
/// @param fft whether the real part of its 2-D Fourier transform takes the place of each matrix
/// @param convFft whether a convolution is decomposed as an operator: one complex matrix for each
///   frequency of a 32 x 32 grid
/// @param intra whether products of neighbouring layers are decomposed
/// @param sparsify whether a random matrix of zeros and ones stands between the factors of a
///   product
/// @param stacked whether all layers make one matrix
public record MatrixSettings(
    Channels channels,
    boolean fft,
    boolean convFft,
    boolean intra,
    boolean sparsify,
    boolean stacked)
    implements Serializable {

  /// @param spectrum how eigenvalues are computed
  /// @param extras steps on request
  /// @param compat some of these always fail in the reference
  /// @throws OptionException when two options contradict
  void check(SpectrumSettings spectrum, ExtraSettings extras, Compat compat) {
    List<String> kinds = kinds();
    if (kinds.size() > 1) {
      throw cannot(kinds.get(0), kinds.get(1));
    }
    if (!spectrum.pool() && (convFft || intra || stacked)) {
      throw cannot(kinds.getFirst(), "--no-pool");
    }
    if (!sparsify && !intra) {
      throw new OptionException("--no-sparsify needs --intra");
    }
    if (extras.randomize() && (intra || convFft)) {
      throw cannot(kinds.getFirst(), "--randomize");
    }
    if (extras.vectors() && !kinds.isEmpty()) {
      throw cannot(kinds.getFirst(), "--vectors");
    }
    if (compat.reference()) {
      refuseWhatFailsThere();
    }
  }

  private List<String> kinds() {
    List<String> kinds = new ArrayList<>();
    add(kinds, fft, "--fft");
    add(kinds, convFft, "--conv-fft");
    add(kinds, intra, "--intra");
    add(kinds, stacked, "--stacked");
    return kinds;
  }

  private static void add(List<String> kinds, boolean chosen, String option) {
    if (chosen) {
      kinds.add(option);
    }
  }

  private static OptionException cannot(String one, String other) {
    return new OptionException("%s cannot be combined with %s".formatted(one, other));
  }

  private void refuseWhatFailsThere() {
    if (fft || channels != Channels.AUTO) {
      throw new OptionException(
          "%s cannot be combined with --compat reference: the reference always fails with it"
              .formatted(fft ? "--fft" : "--channels " + channels.word()));
    }
  }
}
